/** What the command line does to a tournament's database beside the processes of `main.ts`. */
export { exportToFile, recountFile, recountTournaments, verifyJournals } from './database-commands.ts';
export { playTournament } from './simulation/play.ts';
export { sizeFor } from './simulation/size.ts';
