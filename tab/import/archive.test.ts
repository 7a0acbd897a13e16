import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { archiveXml } from '../export/archive-xml.ts';
import { readEvent } from '../export/read-event.ts';
import { newIntent } from '#kit/db/receipts.ts';
import { giveFeedback } from '../feedback/give.ts';
import { saveMotion } from '../round/motions.ts';
import { saveThing } from '../setup/change.ts';
import { kinds } from '../setup/kinds.ts';
import * as debates from '../store/debates.ts';
import type { KindName } from '../store/setup-lists.ts';
import { changeSettings } from '../tournaments/settings.ts';
import { makeBreak } from '../round/break.ts';
import { findRound, findTournament } from '../round/find.ts';
import { standingsOf } from '../round/standings.ts';
import * as tournaments from '../store/tournaments.ts';
import { testTab, type TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import type { DemoName } from '../tournaments/demo.ts';
import { recount } from '../tournaments/recount.ts';
import { simulateRounds } from '../tournaments/simulate.ts';
import { importArchive } from './archive.ts';

describe('the archive of a tournament', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
  });
  after(() => tab.close());

  /** The tables with names in place of ids, which are others in another tournament. */
  const tablesOf = async (slug: string) => {
    const tournament = await findTournament(tab, slug);
    const { field, teams, speakers } = await standingsOf(tab, tournament);
    const teamNames = new Map(field.teams.map(({ id, name }) => [id, name]));
    const people = new Map(field.speakers.map(({ id, name }) => [id, name]));
    return {
      teams: teams.rows.map(({ team, ...row }) => ({ ...row, team: teamNames.get(team) })),
      speakers: speakers.rows.map(({ speaker, team: _team, ...row }) => ({ ...row, speaker: people.get(speaker) })),
    };
  };

  for (const { demo, rounds } of [
    { demo: 'wsdc8', rounds: 4 },
    { demo: 'bp24', rounds: 5 },
  ] as const satisfies readonly { demo: DemoName; rounds: number }[])
    it(`makes the same tables again where it is imported: ${demo}, to the champion`, async () => {
      const tournament = await createDemo(tab, { demo, actor: 'test', slug: `${demo}-old`, seed: 'archive', simulate: rounds });
      await makeBreak(tab, { tournament, actor: 'test' });
      await simulateRounds(tab, { tournament, count: 2, actor: 'test', seed: 'archive' });
      const xml = archiveXml(await readEvent(tab, tournament));
      const made = await importArchive(tab, { xml, actor: 'test', slug: `${demo}-new` });
      assert.deepEqual(await tablesOf(made.slug), await tablesOf(tournament.slug));
      const [old, now] = [await recount(tab, tournament), await recount(tab, made)];
      assert.deepEqual([now.ballots, now.differences], [old.ballots, []]);
      const flagsOf = (text: string): string[] => [...text.matchAll(/ flags="([^"]*)"/g)].map(([, flags = '']) => flags).toSorted(); // oxfmt-ignore
      assert.deepEqual(flagsOf(archiveXml(await readEvent(tab, made))), flagsOf(xml));
    });

  it('is there whole or not at all, also when the process that imports it is killed in the middle', async () => {
    const tournament = await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'killed-old', seed: 'archive', simulate: 3 });
    const file = join(await mkdtemp(join(tmpdir(), 'archive-')), 'archive.xml');
    await writeFile(file, archiveXml(await readEvent(tab, tournament)));
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../testing/import-archive.ts'), tab.databaseUrl, file, 'killed-new'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const seen: string[] = [];
    for await (const line of child.stdout.setEncoding('utf8')) {
      seen.push(String(line));
      if (seen.join('').includes('half way')) child.kill('SIGKILL');
    }
    assert.match(seen.join(''), /half way/);
    assert.doesNotMatch(seen.join(''), /done/);
    await assert.rejects(findTournament(tab, 'killed-new'), /no tournament/);
    assert.equal((await importArchive(tab, { xml: await readFile(file, 'utf8'), actor: 'test', slug: 'killed-new' })).slug, 'killed-new');
  });

  it('tells everything again that it holds: feedback with its questions, info slides, categories of speakers', async () => {
    const old = await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'whole-old', seed: 'archive', simulate: 2 });
    const add = (name: KindName, values: Record<string, unknown>) =>
      saveThing(tab, { tournament: old, kind: kinds[name], actor: 'test', id: null, values });
    const question = await add('feedback-questions', { text: 'Was it clear?', answer_type: 'ss', choices: 'yes, very\nno', audience: 'C' });
    const [speaker] = await kinds.speakers.list(tab.db, old.id);
    await add('speaker-categories', { name: 'Novice', limit: 3, public: false, speakers: [speaker?.id] });
    const { rounds: all, round } = await findRound(tab, old.slug, 1);
    const motion = { text: 'That we would go', reference: 'Go', infoSlide: 'Go is <a> game & more.' };
    await changeSettings(tab, { tournament: old, actor: 'test', values: { 'motions.enable_motion_reuse': true } });
    const places = [{ seq: 1, place: 8 }, { seq: all.length, place: 9 }]; // oxfmt-ignore
    await saveMotion(tab, {
      tournament: await findTournament(tab, old.slug),
      actor: 'test',
      id: null,
      motion: { ...motion, rounds: places },
    });
    const [debate] = await debates.ofRound(tab.db, round.id);
    const [target] = debate?.panel ?? [];
    const [team] = debate?.teams ?? [];
    assert.ok(debate && target && team);
    const piece = {
      tournament: old,
      debate,
      source: { kind: 'team', id: team.id },
      target: target.id,
      from: 'tab-room',
      submitter: 'test',
    } as const;
    await giveFeedback(tab, {
      ...piece,
      score: 4.5,
      comment: 'Good & fair',
      given: (id) => (id === question ? ['yes, very'] : []),
      intent: newIntent(),
    });
    const xml = archiveXml(await readEvent(tab, await findTournament(tab, old.slug)));
    const made = await importArchive(tab, { xml, actor: 'test', slug: 'whole-new' });
    assert.equal(withoutIds(archiveXml(await readEvent(tab, made))), withoutIds(xml));
    assert.match(xml, /<comment>Good &amp; fair<\/comment>/);
    assert.match(xml, /<info-slide>Go is &lt;a&gt; game &amp; more\.<\/info-slide>/);
  });

  /** Ids are others in another tournament; each becomes the number of its first place. */
  function withoutIds(xml: string): string {
    const seen = new Map<string, number>();
    return xml.replaceAll(/(?<=["\s])(A|M|D|T|S|BC|V|I|Q)\d+(?=["\s])/g, (id) => {
      seen.set(id, seen.get(id) ?? seen.size);
      return `#${seen.get(id)}`;
    });
  }

  const foreign = `<?xml version="1.0"?><tournament name="Old Cup" short="Cup" style="cp">
    <round name="First"><debate id="D1" adjudicators="A1" chair="A1" venue="V1">
      <side team="T1"><ballot adjudicators="A1" rank="1">150</ballot><speech speaker="S1"><ballot adjudicators="A1">75</ballot></speech><speech speaker="S2"><ballot adjudicators="A1">75</ballot></speech></side>
      <side team="T2"><ballot adjudicators="A1" rank="2">148</ballot><speech speaker="S3"><ballot adjudicators="A1">74</ballot></speech><speech speaker="S4"><ballot adjudicators="A1">74</ballot></speech></side>
    </debate></round>
    <participants><team id="T1" name="Owls"><speaker id="S1">Ann &amp; Co</speaker><speaker id="S2">Bo</speaker></team>
      <team id="T2" name="Cats"><speaker id="S3">Cy</speaker><speaker id="S4">Di</speaker></team><adjudicator id="A1" name="Jo" score="4"/></participants>
    <venue id="V1">Hall</venue></tournament>`;
  it('is read as other programs write it, its settings told by its style', async () => {
    const made = await importArchive(tab, { xml: foreign, actor: 'test', slug: 'old-cup' });
    const { teams } = await tablesOf('old-cup');
    assert.deepEqual([made.name, teams.map(({ team }) => team)], ['Old Cup', ['Owls', 'Cats']]);
  });

  const wrong = [
    { it: 'what is no XML', xml: 'name,code', says: /no XML|no tournament/ },
    { it: 'another document', xml: '<html/>', says: /no tournament in it/ },
    { it: 'entities', xml: '<!DOCTYPE x [<!ENTITY a "b">]><tournament/>', says: /defines entities/ },
    { it: 'an id that nothing has', xml: foreign.replace('side team="T2"', 'side team="T9"'), says: /names T9/ },
    { it: 'a score that cannot be', xml: foreign.replaceAll('>75<', '>999<'), says: /First, debate D1/ },
    { it: 'a score that is no number', xml: foreign.replace('score="4"', 'score="four"'), says: /which is no number/ },
  ];
  for (const one of wrong)
    it(`is refused whole: ${one.it}`, async () => {
      const there = (await tournaments.list(tab.db)).length;
      await assert.rejects(
        importArchive(tab, { xml: one.xml, actor: 'test', slug: 'wrong' }),
        (error) => error instanceof Error && one.says.test(error.message),
      );
      assert.equal((await tournaments.list(tab.db)).length, there);
    });
});
