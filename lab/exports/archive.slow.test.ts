import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { readCsv } from '#kit/files/csv.ts';
import guess from '../../demo/lab/games/guess-two-thirds.bot.ts';
import guessTwoThirds from '../../demo/lab/games/guess-two-thirds.ts';
import answers from '../../demo/lab/games/survey.bot.ts';
import survey from '../../demo/lab/games/survey.ts';
import { playBots } from '../bots/run.ts';
import { defineProject } from '../game/define-project.ts';
import { list } from '../store/overview.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { sessionArchive } from './archive.ts';

const project = defineProject({
  defaults: { participationFee: 5, pointValue: 0.02 },
  sessions: [{ name: 'both', games: [guessTwoThirds, survey], demoParticipants: 3 }],
});

const run = promisify(execFile);

const mostWaitMs = 45_000;

/** Whether a program is there and does this before long. */
async function works(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args, { timeout: mostWaitMs, killSignal: 'SIGKILL' }).then(
    () => true,
    () => false,
  );
}

const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:', '--no-compile', '--retries', '0'];

/** The system's own when it has pandas, else one that gets it from the package index; null when that cannot be had soon. */
async function pythonWithPandas(folder: string): Promise<string | null> {
  if (await works('python3', ['-c', 'import pandas'])) return 'python3';
  const python = join(folder, 'bin/python');
  return (await works('python3', ['-m', 'venv', folder])) && (await works(python, [...pip, 'pandas'])) ? python : null;
}

const askPandas = `
import json
import pandas as pd
from load import tables, variable_labels, value_labels, _typed
wide = tables['all_apps_wide']
game = tables['guess_two_thirds']
survey = tables['survey']
print(json.dumps({
  'rows': {name: len(frame) for name, frame in tables.items()},
  'payoffs': [float(x) for x in wide['participant.payoff']],
  'winners': [bool(x) for x in game['player.is_winner']],
  'age': str(survey['player.age'].dtype),
  'gender': list(survey['player.gender'].cat.categories),
  'label': variable_labels['survey']['player.age'],
  'words': value_labels['survey']['player.gender'],
  'loose': list(_typed(pd.Series(['1', 'at noon']), 'number')),
  'started': str(wide['participant.time_started_utc'].dtype).startswith('datetime64'),
}))
`;

const askR = `
source("load.R", chdir = TRUE)
stopifnot(nrow(tables$guess_two_thirds) == 9, is.numeric(tables$all_apps_wide[["participant.payoff"]]))
stopifnot(identical(levels(tables$survey[["player.gender"]]), c("female", "male", "other")))
stopifnot(attr(tables$survey[["player.age"]], "label") == "How old are you?")
`;

describe('everything about a session in one file', () => {
  let lab: TestLab;
  let folder: string;
  let root: string;
  let files: Record<string, string>;
  before(async () => {
    lab = await testLab(project);
    folder = await mkdtemp(join(tmpdir(), 'lab-archive-'));
    const [played] = await Array.fromAsync(playBots(lab, { bots: [guess, answers], only: 'both' }));
    assert.equal(played?.fault, null);
    const code = (await list(lab.db, false))[0]?.code ?? '';
    const source = join(folder, 'project');
    for (const [name, text] of Object.entries({
      'rostra.lab.ts': 'game',
      '.env': 'SECRET=1',
      'node_modules/a/b.js': 'x',
      'games/g.ts': 'g',
    })) {
      await mkdir(dirname(join(source, name)), { recursive: true });
      await writeFile(join(source, name), text);
    }
    const pieces = await Array.fromAsync(sessionArchive(lab, { session: code, folder: source, at: '2026-05-09T12:00:00Z' }));
    files = Object.fromEntries(
      Object.entries(unzipSync(Buffer.concat(pieces))).map(([name, bytes]) => [name.slice(code.length + 1), strFromU8(bytes)]),
    );
    root = join(folder, 'unpacked');
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), text);
    }
  });
  after(async () => {
    await lab.close();
    await rm(folder, { recursive: true, maxRetries: 20, retryDelay: 100 }); // what pip had begun may still be writing
  });

  it('holds the tables, the code book, the loaders and the source', () =>
    assert.deepEqual(Object.keys(files).sort(), [
      'README.txt',
      'codebook.csv',
      'codebook.md',
      'data/ChatMessages.csv',
      'data/LiveMessages.csv',
      'data/PageTimes.csv',
      'data/Payments.csv',
      'data/all_apps_wide.csv',
      'data/guess_two_thirds.csv',
      'data/survey.csv',
      'load.R',
      'load.do',
      'load.py',
      'session.json',
      'source/games/g.ts',
      'source/rostra.lab.ts',
      'value_labels.csv',
    ]));

  it('holds the seed and the settings', () => {
    const about = JSON.parse(files['session.json'] ?? '');
    assert.match(about.seed, /./);
    assert.equal(about.config.participationFee, 5);
  });

  it('describes every column of every table', () => {
    const book = readCsv(files['codebook.csv'] ?? '').rows.map(({ cells }) => `${cells['table']} ${cells['variable']}`);
    for (const table of ['all_apps_wide', 'guess_two_thirds', 'survey', 'PageTimes']) {
      const { header } = readCsv(files[`data/${table}.csv`] ?? '');
      assert.deepEqual(
        book.filter((entry) => entry.startsWith(`${table} `)),
        header.map((name) => `${table} ${name}`),
      );
    }
  });

  it('is loaded by pandas with types and labels', async (t) => {
    const python = await pythonWithPandas(join(folder, 'python'));
    if (python === null) {
      t.diagnostic('pandas cannot be had here: the files are read by our own reader');
      assert.equal(readCsv(files['data/guess_two_thirds.csv'] ?? '').rows.length, 9);
      return;
    }
    const { stdout } = await run(python, ['-c', askPandas], { cwd: root });
    const winners = readCsv(files['data/guess_two_thirds.csv'] ?? '').rows.map(({ cells }) => cells['player.is_winner'] === '1');
    assert.deepEqual(JSON.parse(stdout), {
      rows: {
        all_apps_wide: 3,
        guess_two_thirds: 9,
        survey: 3,
        PageTimes: readCsv(files['data/PageTimes.csv'] ?? '').rows.length,
        ChatMessages: 0,
        LiveMessages: 0,
        Payments: 3,
      },
      payoffs: [150, 150, 0],
      winners,
      age: 'Int64',
      gender: ['female', 'male', 'other'],
      label: 'How old are you?',
      words: { female: 'Female', male: 'Male', other: 'Another answer' },
      loose: ['1', 'at noon'],
      started: true,
    });
  });

  it('is loaded by R, where the system has it', async (t) => {
    if (!(await works('Rscript', ['--version']))) return t.diagnostic('this system has no R');
    await run('Rscript', ['-e', askR], { cwd: root });
    return undefined;
  });

  it('is loaded by Stata under names that it takes', () => {
    const script = files['load.do'] ?? '';
    const names = [...script.matchAll(/^rename v\d+ (\S+)$/gm)].map(([, name = '']) => name);
    assert.ok(names.length > 60);
    assert.ok(
      names.every((name) => /^[A-Za-z_]\w{0,31}$/.test(name)),
      names.join(' '),
    );
    assert.match(script, /label define guess_two_thirds_1_player_is_wi 1 `"Yes"' 0 `"No"', replace/);
  });
});
