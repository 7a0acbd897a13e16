import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dynoStory } from './dyno-story.ts';
import type { DynoMoment } from './dyno-story.ts';

const at = (state: DynoMoment['state'], reason = ''): DynoMoment => ({ state, reason, restarts: 0, exitStatus: null });

const cases = [
  { it: 'a boot', before: at('starting'), after: at('up'), lines: ['State changed from starting to up'], code: undefined },
  {
    it: 'a crash',
    before: at('up'),
    after: at('crashed', 'Process exited with status 7'),
    lines: ['Process exited with status 7', 'State changed from up to crashed'],
    code: null,
  },
  {
    it: 'a missed boot limit',
    before: at('starting'),
    after: at('crashed', 'R10 (Boot timeout): nothing listened on port 20017 within 60 s'),
    lines: ['Error R10 (Boot timeout): nothing listened on port 20017 within 60 s', 'State changed from starting to crashed'],
    code: 'R10',
  },
  {
    it: 'a restart',
    before: at('crashed'),
    after: at('starting'),
    lines: ['State changed from crashed to starting', 'Restarting'],
    code: undefined,
  },
  { it: 'a stop', before: at('up'), after: at('stopping', 'scaled down'), lines: ['Stopping all processes with SIGTERM'], code: undefined },
  {
    it: 'an end',
    before: at('stopping'),
    after: at('down', 'Process exited with status 143'),
    lines: ['Process exited with status 143'],
    code: undefined,
  },
  {
    it: 'too much memory in a dyno that stays up',
    before: at('up'),
    after: at('up', 'R14 (Memory quota exceeded): mem=548M(107.0%)'),
    lines: ['Process running mem=548M(107.0%)', 'Error R14 (Memory quota exceeded)'],
    code: 'R14',
  },
  {
    it: 'a death that nobody saw: dynod was away',
    before: at('up'),
    after: { ...at('up', 'State changed from starting to up'), restarts: 1, exitStatus: 137 },
    lines: [
      'Process exited with status 137 (killed, usually memory)',
      'State changed from up to crashed',
      'State changed from crashed to starting',
      'Restarting',
      'State changed from starting to up',
    ],
    code: null,
  },
  { it: 'nothing of a dyno seen for the first time', before: null, after: at('up'), lines: [], code: undefined },
  { it: 'nothing when nothing changed', before: at('up', 'x'), after: at('up', 'x'), lines: [], code: undefined },
];

describe('dynoStory tells', () => {
  for (const c of cases) {
    it(c.it, () => {
      const story = dynoStory(c.before, c.after);
      assert.deepEqual(story.lines, c.lines);
      assert.equal(story.event?.code, c.code);
    });
  }
});
