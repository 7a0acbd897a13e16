import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { RedisReply } from '#kit/redis/reply.ts';
import { RedisSession } from '#kit/redis/session.ts';
import type { Answer, Call, CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';
import { redisCommands, redisVerb, replyJson, replyLines } from '../../redis-words.ts';
import { chosenStore } from '../../store-choice.ts';

export const redisCli: CliCommand = {
  name: 'redis:cli',
  summary: "talk to an app's Redis: a command a line, from the keyboard or from a pipe",
  args: '[store]',
  needsApp: true,
  options: [{ flags: '--confirm <app>', text: "the app's name again, for FLUSHALL and FLUSHDB from a pipe" }],
  example: 'echo DBSIZE | rostra redis:cli --app hello',
  completes: 'addons',
  run: async (call) => {
    const app = await call.app();
    const confirm = call.option('confirm');
    if (confirm !== null && confirm !== app) throw notConfirmed(app, confirm);
    const { configVar, url } = await chosenStore(call, 'redis');
    const session = await RedisSession.open(url);
    call.output.progress(`Connected to ${configVar} of ${app}.`);
    const isTyped = process.stdin.isTTY;
    const input = createInterface({ input: process.stdin, ...(isTyped ? { output: process.stderr, prompt: `${configVar}> ` } : {}) });
    try {
      return await talk({ call, app, configVar, session, input, isTyped, isConfirmed: confirm !== null });
    } finally {
      input.close();
      await session.close();
    }
  },
};

interface Talk {
  readonly call: Call;
  readonly app: string;
  readonly configVar: string;
  readonly session: RedisSession;
  readonly input: Interface;
  /** By a person, who sees each answer before the next command. */
  readonly isTyped: boolean;
  readonly isConfirmed: boolean;
}

/** Until QUIT or the end of the input. */
async function talk(now: Talk): Promise<Answer> {
  const answers: { readonly command: string; readonly answer: unknown }[] = [];
  let hasFailed = false;
  for await (const command of commandsOf(now)) {
    if (redisVerb(command) === 'QUIT') break;
    const reply = await now.session.typed(command);
    if (reply.kind === 'error' && reply.text.startsWith('ERR Protocol error')) throw notUnderstood(command, reply.text);
    hasFailed ||= reply.kind === 'error';
    answers.push({ command, answer: replyJson(reply) });
    show(now, reply);
  }
  return { json: answers, lines: [], isBadNews: hasFailed && !now.isTyped };
}

/** For programs all answers come at the end, as one document. */
function show({ call }: Talk, reply: RedisReply): void {
  if (!call.output.isJson) for (const line of replyLines(reply)) call.output.item(null, line);
}

async function* commandsOf(now: Talk): AsyncGenerator<string> {
  let isOpen = true;
  now.input.once('close', () => (isOpen = false)); // Ctrl-D, also in the middle of a question
  if (now.isTyped) now.input.prompt();
  for await (const line of now.input) {
    for (const command of redisCommands(line)) if (await isMeant(now, command)) yield command;
    if (now.isTyped && isOpen) now.input.prompt();
  }
}

/** Commands after which a connection has no answers any more, only news. */
const endless = new Set(['MONITOR', 'SUBSCRIBE', 'PSUBSCRIBE', 'SSUBSCRIBE', 'SYNC', 'PSYNC', 'HELLO']);
const emptying = new Set(['FLUSHALL', 'FLUSHDB']);

/** Says what an emptying costs before it happens; a person may think again, a script must have said that it means it. */
async function isMeant(now: Talk, command: string): Promise<boolean> {
  const { app, configVar, call, session } = now;
  const verb = redisVerb(command);
  if (endless.has(verb))
    throw new UsageFault(`${verb} is not possible here.`, 'Use a Redis client of your own with the address in the config var.');
  if (!emptying.has(verb)) return true;
  const count = await session.command('DBSIZE');
  const keys = count.kind === 'number' ? count.number : 0;
  const cost = `${verb} removes everything in ${configVar} of ${app} (keys: ${keys}): cached pages, log-ins, whatever apps keep there.`;
  if (now.isConfirmed) {
    call.output.progress(`${verb} removes everything in ${configVar} of ${app} (keys: ${keys}).`);
    return true;
  }
  if (!now.isTyped) throw new UsageFault(cost, `Say that you mean it: --confirm ${app}`);
  call.output.progress(cost);
  return (await asked(now.input, `Type ${app} to go on: `)) === app;
}

function asked(input: Interface, question: string): Promise<string> {
  return new Promise((resolve) => {
    input.once('close', () => resolve(''));
    input.question(question, (answer) => resolve(answer.trim()));
  });
}

/** After such an answer the server ends the connection. */
const notUnderstood = (command: string, reason: string): UsageFault =>
  new UsageFault(`The server does not understand ${command}: ${reason}.`, 'Close each quote, with a blank behind it, and begin again.');

function notConfirmed(app: string, confirm: string): RostraError {
  return new RostraError({
    code: 'CLI_NOT_CONFIRMED',
    status: 409,
    message: `The app is ${app}, and "${confirm}" was confirmed.`,
    hint: `Nothing was changed. Repeat the app's name: --confirm ${app}`,
  });
}
