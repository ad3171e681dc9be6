// What a bench is: named options with defaults, smaller values for a smoke run, and the measuring itself.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; strict: true }>
>['values'];

export interface Bench {
  /** What follows its name on the command line, for people. */
  usage: string;
  /** Measures and prints; throws when a result (never a time) is wrong. */
  run(args: string[], how: { quick: boolean }): Promise<void>;
}

interface BenchPlan<Options extends ParseArgsOptionsConfig> {
  usage?: string;
  options: Options;
  /** What `--quick` measures with: small input that ends in seconds, so that no bench rots. */
  quick: Partial<Values<Options>>;
  /** Throws when a result is wrong, whatever the input: a number that comes from a wrong answer is worth nothing. */
  measure(values: Values<Options>): Promise<void>;
}

/** Options that are given win over those of `--quick`, which win over defaults. */
export function defineBench<const Options extends ParseArgsOptionsConfig>(plan: BenchPlan<Options>): Bench {
  const { options, quick, measure, usage = usageOf(options) } = plan;
  return {
    usage,
    async run(args, { quick: isQuick }) {
      const defaults = parseArgs({ args: [], options, strict: true }).values;
      const given = parseArgs({ args, options: withoutDefaults(options), strict: true }).values;
      await measure({ ...defaults, ...(isQuick ? quick : {}), ...given } as Values<Options>);
    },
  };
}

/** `20000,200000` as numbers. */
export const numbers = (text: string): number[] => text.split(',').map(Number);

function withoutDefaults<Options extends ParseArgsOptionsConfig>(options: Options) {
  return Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }]));
}

function usageOf(options: ParseArgsOptionsConfig): string {
  return Object.entries(options)
    .map(([name, { type, default: value }]) =>
      type === 'boolean' ? `[--${name}]` : `[--${name} ${value ?? name.toUpperCase()}]`,
    )
    .join(' ');
}
