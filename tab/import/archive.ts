import { NotReady, SetRefused, WrongInput } from '../errors.ts';
import { makeBreak } from '../round/break.ts';
import { ballotForm } from '../round/ballot-form.ts';
import { submitBallot } from '../round/ballots.ts';
import type { DebateId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as debates from '../store/debates.ts';
import { insertDraw, winByes } from '../store/draws.ts';
import * as journal from '../store/journal.ts';
import * as panels from '../store/panels.ts';
import * as rounds from '../store/rounds.ts';
import * as tournaments from '../store/tournaments.ts';
import { newIntent } from '#kit/db/receipts.ts';
import type { Tab } from '../tab.ts';
import { createTournament } from '../tournaments/create.ts';
import { haveGrown } from '../tournaments/growth.ts';
import { ballotIn } from './archive-ballot.ts';
import { storeExtras } from './archive-extras.ts';
import { identify } from './archive-ids.ts';
import type { ArchiveIds } from './archive-ids.ts';
import { readArchive } from './archive-xml.ts';
import type { Archive, ArchiveDebate, ArchiveRound } from './archive-xml.ts';
import { inOneTransaction } from './in-one-transaction.ts';

export interface ArchiveWish {
  readonly xml: string;
  readonly actor: string;
  /** Of the tournament; otherwise as the archive says. */
  readonly name?: string;
  readonly slug?: string;
}

/** Makes a tournament out of an archive, with its draws, ballots and breaks; whole, or not at all, and nobody sees it before it is whole. */
export async function importArchive(tab: Tab, { xml, actor, name, slug }: ArchiveWish): Promise<Tournament> {
  const archive = readArchive(xml);
  const imported = await inOneTransaction(tab, async (within) => {
    const tournament = await createTournament(within, {
      name: name ?? archive.name,
      ...(slug !== undefined && { slug }),
      shortName: archive.shortName.slice(0, 25),
      format: archive.format,
      settings: archive.settings,
      set: archive.set,
      criteria: archive.criteria,
      actor,
    });
    await play(within, { archive, tournament, actor });
    return tournaments.byId(within.db, tournament.id);
  });
  await haveGrown(tab);
  return imported;
}

interface Playing {
  readonly archive: Archive;
  readonly tournament: Tournament;
  readonly actor: string;
}

/** Round by round, in order of play: the draw as it was, every ballot by the way that all ballots take, then the end of the round. */
async function play(tab: Tab, playing: Playing): Promise<void> {
  const { archive, tournament, actor } = playing;
  const ids = await identify(tab.db, tournament, archive);
  const all = await rounds.ofTournament(tab.db, tournament.id);
  const debateIds = new Map<string, DebateId>();
  let hasBroken = false;
  for (const round of all) {
    const told = archive.rounds.find(({ seq }) => seq === round.seq);
    if (round.stage === 'E' && archive.hasBreak && !hasBroken) {
      await makeBreak(tab, { tournament, actor });
      hasBroken = true;
    }
    if (told === undefined || told.drawStatus === 'N') continue;
    for (const [id, made] of await playRound(tab, { ...playing, ids, round, told })) debateIds.set(id, made);
  }
  const areOver = all.every((round) => round.stage === 'P');
  if (archive.hasBreak && areOver) await makeBreak(tab, { tournament, actor });
  await storeExtras(tab, { root: archive.root, tournament, actor, ids, debates: debateIds });
}

interface PlayingRound extends Playing {
  readonly ids: ArchiveIds;
  readonly round: Round;
  readonly told: ArchiveRound;
}

async function playRound(tab: Tab, playing: PlayingRound): Promise<Map<string, DebateId>> {
  const { tournament, round, told, actor } = playing;
  await storeDraw(tab, playing);
  const found = await paired(tab, playing);
  for (const { debate, told: one } of found) {
    if (one.sides.length < 2 || one.sheets === 0) continue;
    const form = await ballotForm(tab, tournament, debate.id);
    const content = ballotIn(one, form, playing.ids);
    const wish = { tournament, debateId: debate.id, from: { kind: 'staff', login: actor }, intent: newIntent(), content } as const;
    const answer = await submitBallot(tab, { ...wish, isConfirming: true });
    if (answer.kind !== 'taken')
      throw new SetRefused([
        `${round.name}, debate ${one.id}: ${answer.kind === 'faults' ? (answer.faults[0]?.message ?? '') : 'its ballot stands twice.'}`,
      ]);
  }
  await tab.db.inTransaction(async (tx) => {
    const status = told.isCompleted ? 'R' : told.drawStatus;
    await rounds.setDrawStatus(tx, { id: round.id, status, publishedAt: status === 'R' ? new Date(tab.clock.nowMs()) : null });
    if (told.isCompleted) await rounds.setCompleted(tx, { id: round.id, isCompleted: true });
    await tournaments.bumpPublicVersion(tx, tournament.id);
    await journal.append(tx, {
      tournamentId: tournament.id,
      at: new Date(tab.clock.nowMs()),
      actor,
      verb: 'round_imported',
      subject: `round:${round.seq}`,
    });
  });
  return new Map(found.map(({ debate, told: one }) => [one.id, debate.id]));
}

/** The debates as they were, public so that their ballots can come in. */
async function storeDraw(tab: Tab, { tournament, round, told, ids }: PlayingRound): Promise<void> {
  const isBye = ({ sides }: ArchiveDebate): boolean => sides.length === 1;
  const pairings = told.debates.filter((one) => !isBye(one)).map((one) => ({
    teams: one.sides.map(({ team }) => ids.team(team)),
    bracket: one.bracket,
    roomRank: one.roomRank,
    flags: one.flags,
    teamFlags: new Map(one.sides.map(({ team, flags }) => [ids.team(team), flags])),
  })); // oxfmt-ignore
  const byes = told.debates.filter(isBye).flatMap((one) => one.sides.map(({ team }) => ({ team: ids.team(team), roomRank: one.roomRank })));
  const draw = { pairings, byes, pulledUp: [], sidesConfirmed: true };
  const run = { method: 'imported', seed: '', settings: {}, explanation: [], durationMs: 0 };
  await tab.db.inTransaction(async (tx) => {
    await insertDraw(tx, { roundId: round.id, draw, idOrder: [...told.debates.keys()], run });
    if (tournament.settings.bye_team_results !== 'none') tx.queue(winByes, { roundId: round.id, content: nothing });
    await rounds.setDrawStatus(tx, { id: round.id, status: 'R', publishedAt: new Date(tab.clock.nowMs()) });
    if (told.areMotionsReleased) await rounds.setMotionsReleased(tx, { id: round.id, areReleased: true, startsAt: round.startsAt });
  });
  const found = await paired(tab, { tournament, round, told, ids });
  const seats = found.flatMap(({ debate, told: one }) =>
    one.panel.map(({ adjudicator, place }) => ({ debateId: debate.id, adjudicatorId: ids.adjudicator(adjudicator), place })),
  );
  const rooms = found.flatMap(({ debate, told: one }) =>
    one.venue === null ? [] : [{ debateId: debate.id, venueId: ids.venue(one.venue) }],
  );
  await tab.db.inTransaction(async (tx) => {
    await panels.replaceOfRound(tx, round.id, seats);
    await tx.run(debates.setVenues, { rooms });
    await tx.run(debates.setImportances, {
      debates: found.map(({ debate, told: one }) => ({ debateId: debate.id, importance: one.importance })),
    });
  });
}

const nothing = { speeches: [], sheets: [], motion: null, vetoes: [], forfeit: null };

/** Each debate of the archive with the one that was made of it: no team debates twice in a round. */
async function paired(tab: Tab, { round, told, ids }: Pick<PlayingRound, 'tournament' | 'round' | 'told' | 'ids'>) {
  const made = await debates.ofRound(tab.db, round.id);
  const byTeam = new Map(made.flatMap((debate) => debate.teams.map((team) => [team.id, debate] as const)));
  return told.debates.map((one) => {
    const [first] = one.sides;
    const debate = first && byTeam.get(ids.team(first.team));
    if (debate === undefined) throw new NotReady(`${round.name}: debate ${one.id} has no team.`, 'Mend the archive.');
    if (debate.teams.length !== one.sides.length) throw new WrongInput(`${round.name}: a team of debate ${one.id} debates twice.`);
    return { debate, told: one };
  });
}
