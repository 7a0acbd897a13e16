/** What the command line does to a tournament's database beside the processes of `main.ts`. */
export { exportToFile, recountTournaments, verifyJournals } from './database-commands.ts';
