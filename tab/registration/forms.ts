import { number, type FieldOf, type Fields } from '../rules/setup/fields.ts';
import type { FormPart, RegistrationQuestion, RegistrationSubject } from '../rules/registration/form.ts';
import type { Settings } from '../rules/settings.ts';
import { kinds } from '../setup/kinds.ts';

/** What decides on the fields of a form. */
export interface FormPlan {
  readonly settings: Settings;
  readonly questions: readonly RegistrationQuestion[];
  /** Nobody stands behind the form, so it asks where they come from and needs an address to write to. */
  readonly isOpen: boolean;
}

/** An institution with its coach, to whom everything else is told. */
export function institutionForm({ settings, questions }: FormPlan): FormPart[] {
  const slots = settings.reg_institution_slots
    ? { teams_requested: slotField('Teams you would bring'), adjudicators_requested: slotField('Adjudicators you would bring') }
    : {};
  const place = pick(kinds.institutions.fields, ['name', 'code']);
  const coach = pick(kinds.coaches.fields, ['name', 'email', 'phone']);
  return [
    partOf('institution', 'Institution', { fields: { ...place, ...slots }, questions }),
    partOf('coach', 'Coach', { fields: withAddress(coach), questions }),
  ];
}

const slotField = (label: string): FieldOf<unknown> => number(label, { min: 0, max: 200 });

/** A team and its speakers; `speakers` of them have a place at least. */
export function teamForm({ settings, questions, isOpen }: FormPlan, speakers: number): FormPart[] {
  const names = [
    ...(isOpen ? ['institution'] : []),
    ...(settings.team_name_generator === 'user' ? ['reference'] : []),
    ...settings.reg_team_fields,
  ];
  const speaker = pick(kinds.speakers.fields, ['name', ...settings.reg_speaker_fields]);
  const places = Math.max(speakers, settings.speakers_in_team);
  return [
    partOf('team', 'Team', { fields: pick(kinds.teams.fields, names), questions }),
    ...Array.from({ length: places }, (_value, index) => ({
      ...partOf('speaker', `Speaker ${index + 1}`, { fields: isOpen && index === 0 ? withAddress(speaker) : speaker, questions }),
      key: speakerKey(index),
      mayBeEmpty: index > 0,
    })),
  ];
}

/** The part of a team's form about one of its speakers. */
export const speakerKey = (index: number): string => `speaker-${index + 1}`;

/** An adjudicator. */
export function adjudicatorForm({ settings, questions, isOpen }: FormPlan): FormPart[] {
  const fields = pick(kinds.adjudicators.fields, ['name', ...settings.reg_adjudicator_fields, ...(isOpen ? ['institution'] : [])]);
  return [partOf('adjudicator', 'Adjudicator', { fields: isOpen ? withAddress(fields) : fields, questions })];
}

interface Asked {
  readonly fields: Fields;
  readonly questions: readonly RegistrationQuestion[];
}

function partOf(subject: RegistrationSubject, title: string, { fields, questions }: Asked): FormPart {
  return { key: subject, title, fields, questions: questions.filter((one) => one.subject === subject), mayBeEmpty: false };
}

/** Some of the fields that a kind of thing has, in its own order. */
function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

/** The same with an address that must be there. */
function withAddress(fields: Fields): Fields {
  const { email } = kinds.coaches.fields;
  if (email === undefined) return fields;
  const address: FieldOf<unknown> = {
    ...email,
    isRequired: true,
    read: (raw) => (typeof raw !== 'string' || raw.trim() === '' ? { ok: false, wanted: 'an e-mail address' } : email.read(raw)),
  };
  const { name, ...rest } = fields;
  return { ...(name && { name }), ...rest, email: address };
}
