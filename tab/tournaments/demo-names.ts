/** Invented names for made-up tournaments. Any likeness to people or places is chance. */

export const firstNames = [
  'Ada', 'Bilal', 'Chiara', 'Daniyar', 'Esi', 'Farid', 'Greta', 'Hana', 'Ilse', 'Jomo', 'Kavya', 'Lev', 'Mina', 'Noor', 'Odile', 'Pavel',
  'Quynh', 'Rafael', 'Sana', 'Tomas', 'Uma', 'Viggo', 'Wanjiru', 'Ximena', 'Yusuf', 'Zofia', 'Amara', 'Bruno', 'Celia', 'Dov', 'Elif', 'Finn',
  'Gita', 'Hugo', 'Imani', 'Jonas', 'Keiko', 'Luca', 'Mara', 'Nikhil',
] as const; // oxfmt-ignore

export const lastNames = [
  'Abara', 'Brandt', 'Castel', 'Dorsey', 'Eriksen', 'Fontana', 'Galanis', 'Haddad', 'Iyer', 'Jansky', 'Kimura', 'Lindqvist', 'Moreau', 'Nakata',
  'Okafor', 'Petrov', 'Quiroga', 'Rahmani', 'Sorensen', 'Tanaka', 'Ueda', 'Valdez', 'Wierzba', 'Xu', 'Yilmaz', 'Zeman', 'Adeyemi', 'Bauer',
  'Costa', 'Dhillon', 'Esposito', 'Ferreira', 'Gunnar', 'Horvat', 'Ibsen', 'Jovanov', 'Koroma', 'Larsen', 'Mbeki', 'Novak',
] as const; // oxfmt-ignore

export const institutions = [
  ['Alder', 'Alder University'], ['Ash', 'Ashford College'], ['Aspen', 'Aspen Institute of Technology'], ['Beech', 'Beechwood University'],
  ['Birch', 'Birchhaven University'], ['Cedar', 'Cedar Coast University'], ['Elm', 'Elmsworth College'], ['Fir', 'Firth University'],
  ['Hazel', 'Hazelmere University'], ['Holly', 'Hollybank School of Law'], ['Juniper', 'Juniper State University'], ['Larch', 'Larchmont University'],
  ['Linden', 'Lindental University'], ['Maple', 'Maple Valley University'], ['Oak', 'Oakridge University'], ['Pine', 'Pinewood Polytechnic'],
  ['Rowan', 'Rowan Hill University'], ['Spruce', 'Spruce Bay University'], ['Willow', 'Willowbrook University'], ['Yew', 'Yewdale University'],
  ['Acacia', 'Acacia Plains University'], ['Baobab', 'Baobab University'],
] as const; // oxfmt-ignore
