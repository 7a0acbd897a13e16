/** What a team's names are made from. */
export interface TeamNameParts {
  readonly reference: string;
  readonly shortReference: string;
  readonly usesInstitutionPrefix: boolean;
  readonly institution: { readonly name: string; readonly code: string } | null;
}

/**
 * The names a team is shown under (requirements §1.2): with its institution's prefix when it uses one, else the bare reference, whose short form ends
 * after 56 characters.
 */
export function teamNames(parts: TeamNameParts): { readonly shortName: string; readonly longName: string } {
  const short = (parts.shortReference === '' ? parts.reference : parts.shortReference).slice(0, 35);
  if (!parts.usesInstitutionPrefix || !parts.institution) return { shortName: parts.reference.slice(0, 56), longName: parts.reference };
  return {
    shortName: `${parts.institution.code} ${short}`.trim(),
    longName: `${parts.institution.name} ${parts.reference}`.trim(),
  };
}

/** Every way a file may write a team: reference alone, short name, long name, its institution's code or name before the reference. */
export function spellingsOf(parts: TeamNameParts): readonly string[] {
  const { shortName, longName } = teamNames(parts);
  const prefixes = parts.institution ? [parts.institution.code, parts.institution.name] : [];
  return [parts.reference, shortName, longName, ...prefixes.map((prefix) => `${prefix} ${parts.reference}`)];
}
