// The command line as a Markdown table for the documentation, read off the program itself.
import type { Command } from 'commander';
import { createProgram } from './program.ts';

/** A table of every command with its arguments, options and description. */
export function commandsTable(): string {
  const rows = leaves(createProgram()).map((command) => {
    const options = command.options.map((option) => `\`${option.flags}\` ${option.description}`).join('<br>');
    return `| \`${usage(command)}\` | ${command.description()} | ${options.replaceAll('|', '\\|')} |`;
  });
  return ['| command | does | options |', '|---|---|---|', ...rows].join('\n');
}

const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

function usage(command: Command): string {
  const names: string[] = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) names.unshift(at.name());
  const args = command.registeredArguments.map((argument) => {
    const name = argument.name() + (argument.variadic ? '…' : '');
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [...names, ...args].join(' ');
}
