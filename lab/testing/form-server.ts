import assert from 'node:assert/strict';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { createSession } from '../sessions/create.ts';
import { labServer } from '../web/server.ts';
import { testLab, type TestLab } from './test-lab.ts';

const game = defineGame({
  name: 'form',
  doc: 'A question of each kind.',
  player: {
    years: field.int({ min: 0, max: 80 }),
    height: field.float({ min: 0, max: 3 }),
    gift: field.money({ min: 0, max: 100 }),
    isSure: field.bool(),
    side: field.choice({ left: 'Left', right: 'Right' }),
    name: field.text({ maxLength: 20 }),
    secret: field.text().optional(),
  },
});

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  rooms: [{ name: 'hall' }, { name: 'listed', labels: ['anna'] }],
  sessions: [
    {
      name: 'form',
      games: [
        game.sequence(
          game.page('Ask', {
            form: ['years', 'height', 'gift', 'isSure', 'side', 'name'],
            view: ({ form, next }) => html`${form} ${next}`,
          }),
          game.page('Told', { view: ({ player, next }) => html`<p>${player.name} is told.</p> ${next}` }),
        ),
      ],
    },
  ],
});

/** Answers to all questions of the first page. */
export const right = { years: '7', height: '1.7', gift: '50', isSure: 'True', side: 'left', name: 'Anna' };
const key = 'a key';

/** What one request came to. */
interface Answer {
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | null;
}

interface Sent {
  readonly method?: string;
  readonly body?: string | URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
  readonly redirect?: RequestRedirect;
}

/** A lab behind a real port with a game that has a question of each kind, and a session of it. */
export interface FormServer {
  readonly lab: TestLab;
  readonly origin: string;
  readonly joinCode: string;
  /** A participant before the first page. */
  readonly one: string;
  /** A participant before the second page. */
  readonly other: string;
  readonly ask: (path: string, sent?: Sent) => Promise<Answer>;
  readonly post: (path: string, form: Readonly<Record<string, string>>) => Promise<Answer>;
  /** All that is stored of a session; of the first one when none is named. */
  readonly stored: (session?: string) => Promise<string>;
  close(): Promise<void>;
}

export async function formServer(): Promise<FormServer> {
  const lab = await testLab(project, {
    LAB_REST_KEY: key,
    LAB_AUTH: 'OPEN',
    LAB_PRODUCTION: '1',
    LAB_SECRET: 'thirty-two letters or more of it',
  });
  const server = await labServer(lab);
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  const { code: session, joinCode, participantCodes } = await createSession(lab, { config: 'form', participants: 3 });
  const [one = '', other = ''] = participantCodes;

  const ask: FormServer['ask'] = async (path, sent = {}) => {
    const answer = await fetch(`${origin}${path}`, { redirect: 'manual', ...sent, headers: { accept: 'text/html', ...sent.headers } });
    return { status: answer.status, text: await answer.text(), header: (name) => answer.headers.get(name) };
  };
  const post: FormServer['post'] = (path, form) => ask(path, { method: 'POST', body: new URLSearchParams(form) });
  const stored = async (code = session): Promise<string> =>
    (await ask(`/api/export_wide?session_code=${code}`, { headers: { 'otree-rest-key': key } })).text;

  await Promise.all([one, other].map((code) => ask(`/InitializeParticipant/${code}`)));
  await post(pathTo(other), right);
  const close = async (): Promise<void> => {
    await server.close();
    await lab.close();
  };
  return { lab, origin, joinCode, one, other, ask, post, stored, close };
}

/** The address of a page of the game. */
export function pathTo(code: string, index: number | string = 1, name = 'Ask'): string {
  return `/p/${code}/form/${name}/${index}`;
}

/** One page for people, without what only programmers understand. */
export function assertPlain({ status, text }: Answer): void {
  assert.ok(status < 500, `${status}: ${text}`);
  assert.equal(/\bat .*\.ts:|node_modules|postgres|\bselect .+ from\b|undefined|\[object/i.exec(text)?.[0], undefined);
}
