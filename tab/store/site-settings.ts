import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

const apiName = 'global.enable_api';

const readQuery = textQuery<object, { value: string }>('siteSettings.api', `select value from secrets where name = '${apiName}'`, () => []);

/** Whether programs may call the API of this site; they may until somebody closes it. */
export async function isApiOpen(db: Queryable): Promise<boolean> {
  return (await db.maybeOne(readQuery, {}))?.value !== 'false';
}

// Text: the first change makes the row.
const writeQuery = textQuery<{ isOpen: boolean }, unknown>(
  'siteSettings.openApi',
  `insert into secrets (name, value) values ('${apiName}', $1) on conflict (name) do update set value = excluded.value`,
  ({ isOpen }) => [String(isOpen)],
);

export async function openApi(db: Queryable, isOpen: boolean): Promise<void> {
  await db.run(writeQuery, { isOpen });
}
