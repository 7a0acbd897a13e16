import { publicNames, type PublicNames } from '../public-pages/names.ts';
import { ballotForm, type BallotForm } from '../round/ballot-form.ts';
import type { Scoresheet } from '../rules/ballots/scoresheet.ts';
import type { PersonId } from '../rules/ids.ts';
import { openSide, sideName } from '../rules/side-names.ts';
import { owedReceipts, receiptIntent, type OwedReceipt } from '../store/ballot-receipts.ts';
import * as messages from '../store/messages.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { putWith } from './put-on-way.ts';

const hourMs = 3_600_000;

/**
 * Tells the voting adjudicators of each newly confirmed ballot what was counted, where the settings ask for it. The worker looks for what is
 * owed, so that confirming a ballot waits for nothing and a receipt outlives a process that dies. Gives how many ballots it told of.
 */
export async function putReceipts(tab: Tab): Promise<number> {
  const owed = await owedReceipts(tab.db, { since: new Date(tab.clock.nowMs() - hourMs), limit: 50 });
  for (const receipt of owed) await putReceipt(tab, receipt);
  return owed.length;
}

async function putReceipt(tab: Tab, receipt: OwedReceipt): Promise<void> {
  const tournament = await tournaments.byId(tab.db, receipt.tournamentId);
  const [form, names] = await Promise.all([ballotForm(tab, tournament, receipt.debateId), publicNames(tab, tournament)]);
  const { debate, round } = form;
  const voters = debate.panel.filter(({ place }) => place !== 'T').map(({ id }) => id);
  const people = await messages.addresseesAmong(tab.db, voters);
  const teams = debate.teams.map((team) => names.team(team)).join(', ');
  const recipients = people.map((person) => ({
    ...person,
    values: {
      USER: person.name,
      TOURN: tournament.name,
      DEBATE: `${round.name}: ${teams}`,
      SCORES: scoresOf(receipt, { form, names, reader: person.id }),
    },
  }));
  await tab.db.inTransaction((tx) =>
    putWith(tx, { tournament, kind: 'ballot-receipt', round, actor: 'worker', intent: receiptIntent(receipt.ballotId), recipients }),
  );
}

interface Told {
  readonly form: BallotForm;
  readonly names: PublicNames;
  readonly reader: PersonId;
}

/** Side by side with its total and what came of it, below each its speeches: of the reader's own sheet, or of the one that stands for the room. */
function scoresOf({ content, teams }: OwedReceipt, { form, names, reader }: Told): string {
  const { debate, sheetOwners, rosters, tournament, round } = form;
  const isByPoints = round.stage === 'P' && debate.teams.length > 2;
  const own = sheetOwners.findIndex((owner) => owner?.id === reader);
  const sheet = content.sheets[Math.max(0, own)];
  const speakers = new Map(rosters.flat().map((speaker) => [speaker.id, names.person(speaker)]));
  return debate.teams
    .map((team, side) => {
      const named = debate.areSidesConfirmed ? sideName(side, debate.teams.length, tournament.settings.side_names) : openSide;
      const ofTeam = teams.find(({ id }) => id === team.id);
      const head = `${named.long}: ${names.team(team)}${bracketed([outcomeOf(ofTeam, isByPoints), totalOf(sheet, side)])}`;
      const speeches = (content.speeches[side] ?? []).map(({ speaker }, place) => {
        const score = sheet?.scores[side]?.[place];
        const name = speaker === null ? 'nobody' : (speakers.get(speaker) ?? 'somebody else');
        return `  ${place + 1}. ${name}${bracketed([score === null || score === undefined ? '' : String(score)])}`;
      });
      return [head, ...speeches].join('\n');
    })
    .join('\n');
}

function outcomeOf(team: OwedReceipt['teams'][number] | undefined, isByPoints: boolean): string {
  if (team === undefined) return '';
  if (isByPoints) return team.points === 1 ? '1 point' : `${team.points ?? 0} points`;
  return team.win === null ? '' : team.win ? 'win' : 'loss';
}

function totalOf(sheet: Scoresheet | undefined, side: number): string {
  const scores = (sheet?.scores[side] ?? []).filter((score) => score !== null);
  return scores.length === 0 ? '' : `total ${scores.reduce((sum, score) => sum + score, 0)}`;
}

function bracketed(parts: readonly string[]): string {
  const said = parts.filter((part) => part !== '');
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}
