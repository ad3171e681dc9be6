// What each part of the command line's grammar gets: the way to add a command to the program.
import type { Command } from 'commander';

/** @param name with its arguments, such as `scrape <shop>` */
export type AddCommand = (name: string, description: string) => Command;
