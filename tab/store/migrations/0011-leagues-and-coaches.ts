import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Teams play in divisions, break rules look at them, a category may have a rule of its own; coaches belong to an institution. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
}

const tables = `
alter table teams add column division text not null default '' check (char_length(division) <= 40);
alter table break_categories add column filters text not null default '' check (char_length(filters) <= 2000);
alter table break_categories drop constraint break_categories_rule_check;
alter table break_categories add constraint break_categories_rule_check check (rule in (
  'standard', 'aida-1996', 'aida-2016-easters', 'aida-2016-australs', 'aida-2019-australs-open',
  'division-winners-first', 'division-winners-guaranteed', 'division-best-thirds', 'custom'));
create table coaches (
  id int primary key references people on delete cascade,
  institution_id int not null references institutions on delete cascade
);
create index coaches_of_institution on coaches (institution_id);
`;
