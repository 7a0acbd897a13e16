/** The app a rehearsal plays with: its address, the key of its API, and how to ask the platform what its dynos bear. */
export interface Target {
  /** `http://lab.localhost:8080` */
  readonly url: string;
  readonly key: string;
  /** Null where no platform can be asked: then the report says nothing of dynos. */
  readonly dynos: (() => Promise<readonly DynoLoad[]>) | null;
}

export interface DynoLoad {
  /** `web.1` */
  readonly name: string;
  /** One-minute load; null until measured. */
  readonly load: number | null;
  readonly memoryMb: number | null;
}

/** What the app's dynos bear now; empty where no platform can be asked. */
export async function dynoLoads(target: Target): Promise<readonly DynoLoad[]> {
  const dynos = (await target.dynos?.()) ?? [];
  return dynos.map(({ load, memoryMb, name }) => ({ name, load, memoryMb }));
}
