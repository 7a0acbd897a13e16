import { createHash } from 'node:crypto';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Compilable } from 'kysely';

/**
 * A statement that is built once and sent by name, so that Postgres plans it once a connection. `Row` is what each row of the
 * answer looks like.
 */
export interface Query<Args, Row> {
  /** Label and hash of the text: another text never meets the plan of an older one. */
  readonly name: string;
  readonly text: string;
  readonly bind: (args: Args) => unknown[];
  /** Only for the type. */
  readonly row?: Row;
}

class Slot {
  readonly key: string;
  constructor(key: string) {
    this.key = key;
  }
}

function builderOf<DB>(): Kysely<DB> {
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/**
 * Builds SQL with Kysely once, at load time. The builder sees a slot for each argument and must only pass it on (to `where`,
 * `values`, `limit`); each call puts the values in. Lists: `eb('id', '=', eb.fn.any(eb.val(args.ids)))`.
 *
 *     const byCode = compiled<Schema>()('participants.byCode', (db, args: { code: string }) =>
 *       db.selectFrom('participants').select(['id']).where('code', '=', args.code));
 */
export function compiled<DB>() {
  return <Args extends object, Row>(label: string, build: (db: Kysely<DB>, args: Args) => Compilable<Row>): Query<Args, Row> => {
    // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- stands in for the arguments while the text is built
    const slots = new Proxy({}, { get: (_, key) => new Slot(String(key)) }) as Args;
    const { sql, parameters } = build(builderOf<DB>(), slots).compile();
    return textQuery(label, sql, (args) =>
      parameters.map((parameter) => (parameter instanceof Slot ? Reflect.get(args, parameter.key) : parameter)),
    );
  };
}

/** A statement written as text, for what Kysely cannot say. `bind` gives the values of $1, $2 … in order. */
export function textQuery<Args, Row>(label: string, text: string, bind: (args: Args) => unknown[]): Query<Args, Row> {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  return { name: `${label.slice(0, 48)}:${hash}`, text, bind };
}
