import { RostraError } from '#kit/errors/rostra-error.ts';

interface Config {
  readonly name: string;
  readonly display_name: string;
  readonly num_demo_participants: number | null;
}

/** Seats for an author who looks at the game: one after the other in a session, then another session. */
export interface DevSeats {
  configs(port: number): Promise<{ readonly name: string; readonly words: string }[]>;
  /** The address of the next seat. */
  next(port: number, config: string): Promise<string>;
}

export function devSeats(): DevSeats {
  const free = new Map<string, string[]>();
  return {
    configs: async (port) => {
      const configs: Config[] = await ask(port, '/api/session_configs');
      return configs.map(({ name, display_name: words }) => ({ name, words }));
    },
    next: async (port, name) => {
      const seats = free.get(name) ?? [];
      if (seats.length === 0) seats.push(...(await newSeats(port, name)));
      free.set(name, seats);
      return `/InitializeParticipant/${seats.shift()}`;
    },
  };
}

async function newSeats(port: number, name: string): Promise<string[]> {
  const configs: Config[] = await ask(port, '/api/session_configs');
  const config = configs.find((one) => one.name === name);
  const body = { session_config_name: name, num_participants: config?.num_demo_participants ?? 1 };
  const { code }: { readonly code: string } = await ask(port, '/api/sessions', body);
  const session: { readonly participants: readonly { readonly code: string }[] } = await ask(port, `/api/sessions/${code}`);
  return session.participants.map((participant) => participant.code);
}

/** Of the lab's own REST API, which is open on this machine. */
async function ask(port: number, path: string, body?: object) {
  const sent = body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, sent);
  const read = await answer.json();
  if (answer.ok) return read;
  throw new RostraError({
    code: 'LAB_DEV_REFUSED',
    status: answer.status,
    message: read?.error?.message ?? `The lab answered ${answer.status}.`,
  });
}
