import * as v from 'valibot';
import type { Api } from './api.ts';
import { tournamentSet } from './tournament-set.ts';

/** A debate as the tab room sees it. */
export interface Room {
  readonly id: number;
  /** Names of its teams, as they stand on the public draw. */
  readonly teams: readonly string[];
  /** The private link's key of its chair. */
  readonly chairKey: string;
  readonly isConfirmed: boolean;
}

const made = v.looseObject({ slug: v.string() });
const pairings = v.array(
  v.looseObject({
    id: v.number(),
    teams: v.array(v.looseObject({ name: v.string() })),
    adjudicators: v.looseObject({ chair: v.nullable(v.string()) }),
    result_status: v.string(),
  }),
);
const adjudicators = v.array(v.looseObject({ url: v.string(), url_key: v.nullable(v.string()) }));
const versions = v.array(v.looseObject({ confirmed: v.boolean(), discarded: v.boolean() }));

/** What the tab room does, over the app's public API. */
export class TabRoom {
  readonly #api: Api;
  readonly #path: string;

  private constructor(api: Api, path: string) {
    this.#api = api;
    this.#path = path;
  }

  /** A tournament of its own, open to spectators who know its address and to ballots by private link. */
  static async open(api: Api, wish: { readonly name: string; readonly slug: string; readonly rooms: number }): Promise<TabRoom> {
    const { name, slug, rooms } = wish;
    const answer = await api.post('/api/v1/tournaments', { name, slug, format: 'bp', files: tournamentSet(rooms) });
    const path = `/api/v1/tournaments/${v.parse(made, answer.json()).slug}`;
    await api.post(`${path}/preferences/bulk`, [
      { identifier: 'public_features__on_front_page', value: false },
      { identifier: 'public_features__public_draw', value: 'current' },
      { identifier: 'public_features__public_results', value: true },
      { identifier: 'public_features__public_team_standings', value: true },
      { identifier: 'data_entry__participant_ballots', value: 'private-urls' },
    ]);
    return new TabRoom(api, path);
  }

  /** One act of the round path: `draw`, `publish`, `complete` … */
  async act(name: string): Promise<void> {
    await this.#api.post(`${this.#path}/rounds/1/acts/${name}`, {});
  }

  async rooms(): Promise<readonly Room[]> {
    const keys = new Map(
      v.parse(adjudicators, (await this.#api.get(`${this.#path}/adjudicators`)).json()).map((one) => [one.url, one.url_key]),
    );
    const debates = v.parse(pairings, (await this.#api.get(`${this.#path}/rounds/1/pairings`)).json());
    return debates.map((debate) => ({
      id: debate.id,
      teams: debate.teams.map((team) => team.name),
      chairKey: keys.get(debate.adjudicators.chair ?? '') ?? '',
      isConfirmed: debate.result_status === 'C',
    }));
  }

  /** How many versions of a debate's ballot there are, and how many of them are confirmed. */
  async ballots(room: Room): Promise<{ readonly versions: number; readonly confirmed: number }> {
    const found = v.parse(versions, (await this.#api.get(`${this.#path}/rounds/1/pairings/${room.id}/ballots`)).json());
    return { versions: found.length, confirmed: found.filter((one) => one.confirmed).length };
  }
}
