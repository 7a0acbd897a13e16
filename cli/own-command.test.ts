import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ownCommand } from './own-command.ts';

const name = async (line: string): Promise<string | null> => (await ownCommand(line.split(' ')))?.name ?? null;

describe('a command is loaded alone', () => {
  const alone = ['up', 'deploy', 'ps:scale', 'config:set', 'lab serve', 'tab serve', 'tab work'];
  for (const line of alone) it(line, async () => assert.equal(await name(line), line));
  it('what follows it is its own: rostra run lab serve', async () => assert.equal(await name('run lab serve'), 'run'));
  it('a topic alone lists what there is of it: rostra apps', async () => assert.equal(await name('apps'), 'apps'));
});

describe('all commands are loaded', () => {
  const cases = {
    'for help': 'help ps:scale',
    'for help of one, which names its neighbours': 'ps:scale --help',
    'for a shell that completes': 'completion:words',
    'for an alias': 'list',
    'for nothing at all': '',
    'for what does not exist': 'pss:scale',
    'for what is no name': '../program',
  };
  for (const [it_, line] of Object.entries(cases)) it(it_, async () => assert.equal(await name(line), null));
});
