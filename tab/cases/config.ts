/** The folder that paths on the command line start from: the shell's, which npm leaves for the package's. */
export const shellFolder: string = process.env['INIT_CWD'] ?? process.cwd();
