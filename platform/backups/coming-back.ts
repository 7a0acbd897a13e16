import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Control } from '../control/control.ts';

/** What a restored installation still has to read back: it goes when all databases are there. */
export const comingBackFile = (root: string): string => join(root, 'coming-back.json');

/** Databases of a restored installation are on their way: apps that use one wait. */
export const isComingBack = ({ paths }: Pick<Control, 'paths'>): boolean => existsSync(comingBackFile(paths.root));
