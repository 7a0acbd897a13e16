/** The formats and made-up tournaments as a form offers them. */

export const formatChoices = [
  { value: 'bp', label: 'British Parliamentary: four teams of two' },
  { value: 'australs', label: 'Australs: two teams of three, with replies' },
  { value: 'wsdc', label: 'World Schools: two teams of three, half points' },
] as const;

export const demoChoices = [
  { value: 'bp24', label: 'Harbour Open: BP, 24 teams' },
  { value: 'bp88', label: 'Lakes Intervarsity: BP, 88 teams' },
  { value: 'australs24', label: 'Southern Cup: Australs, 24 teams' },
  { value: 'wsdc8', label: 'Schools Day: World Schools, 8 teams' },
] as const;
