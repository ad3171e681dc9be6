// The settings: the only reader of the environment, validated once.
import { resolve } from 'node:path';
import { z } from 'zod';

/** One row of the settings table in the README: what a variable means and what it is when unset. */
interface Setting {
  readonly defaultText: string;
  readonly what: string;
}

/** Every setting, in the order of the README's table, which is generated from this. */
export const settings = {
  PORT: { defaultText: '`8080`', what: 'port of the pages and the API; the demo shop takes the next one' },
  HOST: { defaultText: '`127.0.0.1`', what: 'address they listen on' },
  BASE_PATH: {
    defaultText: '`/`',
    what: 'path prefix that pages and API live under behind a proxy, such as `/lookalike`',
  },
  DATA_DIR: { defaultText: '`.lookalike`', what: 'embedded database, downloaded models, demo photos' },
  DATABASE_URL: { defaultText: 'embedded', what: 'a Postgres 15+ with pgvector 0.8+, as `postgresql://…`' },
  QUEUE_URL: { defaultText: 'the database', what: '`redis://…` puts the BullMQ queue on Redis or Valkey' },
  MODEL: {
    defaultText: '`clip-vit-base-patch32`, else `starter`',
    what: 'the encoder; unset, the starter stands in when the hub can’t be reached',
  },
  MODEL_DIR: { defaultText: '`DATA_DIR/models`', what: 'where downloaded models are kept' },
  CLIP_DTYPE: {
    defaultText: '`fp32`',
    what: 'which variant of the encoder’s files: `fp32`, `fp16`, `q8`, or `auto`: what `lookalike model check` recommended',
  },
  ENCODER_THREADS: {
    defaultText: 'the cores there are, at most 4',
    what: 'cores that one process encodes on; with several workers on a machine, its cores divided by their number',
  },
  HF_ENDPOINT: { defaultText: 'the Hugging Face hub', what: 'another hub to download models from' },
  HF_TOKEN: { defaultText: 'none', what: 'token sent to that hub' },
  SHOP: {
    defaultText: '`demo`',
    what: 'what `npm start` scrapes: a shop’s address or site file (`sites/my-shop.yaml`), `demo` or `none`',
  },
  ALLOW_HOSTS: {
    defaultText: 'none',
    what: 'private hosts that may be fetched, comma-separated (`shop.internal,10.0.0.5:8000`)',
  },
  CONTACT: {
    defaultText: 'none',
    what: 'your email or web address, told to every shop in the User-Agent',
  },
  FEEDBACK: {
    defaultText: '`off`',
    what: '`on` counts popular queries and takes clicks and dislikes, all without anything of the shopper',
  },
  LLM_BASE_URL: {
    defaultText: 'none',
    what: 'a server with OpenAI’s chat completions, such as `https://api.openai.com/v1`, that puts answers to questions into words',
  },
  LLM_MODEL: {
    defaultText: 'none',
    what: 'what that server calls the model to use; goes with `LLM_BASE_URL`',
  },
  LLM_API_KEY: { defaultText: 'none', what: 'key sent to that server' },
  OPERATOR_TOKEN: {
    defaultText: 'none',
    what: 'bearer token that opens the operator routes beyond loopback',
  },
  LOG_LEVEL: {
    defaultText: '`info`',
    what: 'pino level: `fatal` `error` `warn` `info` `debug` `trace` `silent`',
  },
} as const satisfies Record<string, Setting>;

type SettingName = keyof typeof settings;

const urlWith = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `an address starting with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const isHostOrHostPort = (text: string) => /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.test(text);

/** It goes into a header: nothing that could end it, or the comment it stands in. */
function isContact(text: string): boolean {
  if (/[^!-~]|[()\\]/.test(text)) return false;
  if (/^https?:\/\//i.test(text)) return URL.canParse(text);
  return text.length <= 254 && /^[^@\s]{1,64}@[^@\s]+\.[^@\s]+$/.test(text);
}

const schema = z.object({
  PORT: z.coerce.number('a port number, 0 to 65535').int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  BASE_PATH: z
    .string()
    .regex(/^\/([a-z0-9._~-]+(\/[a-z0-9._~-]+)*)?\/?$/i, 'a path such as /lookalike')
    .transform((path) => path.replace(/\/$/, ''))
    .default(''),
  DATA_DIR: z.string().min(1).default('.lookalike'),
  DATABASE_URL: urlWith(['postgres:', 'postgresql:']).optional(),
  QUEUE_URL: urlWith(['redis:', 'rediss:']).optional(),
  MODEL: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'a model id, such as starter')
    .optional(),
  MODEL_DIR: z.string().min(1).optional(),
  CLIP_DTYPE: z.enum(['fp32', 'fp16', 'q8', 'auto']).default('fp32'),
  ENCODER_THREADS: z.coerce.number('a number of cores, 1 to 64').int().min(1).max(64).optional(),
  HF_ENDPOINT: urlWith(['http:', 'https:']).default('https://huggingface.co'),
  HF_TOKEN: z.string().min(1).optional(),
  SHOP: z
    .union([z.literal(['demo', 'none']), urlWith(['http:', 'https:']), z.string().regex(/\.ya?ml$/i)], {
      error: 'demo, none, an address starting with http:// or https://, or a site file ending in .yaml',
    })
    .default('demo'),
  ALLOW_HOSTS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((host) => host.trim())
        .filter(Boolean),
    )
    .refine((hosts) => hosts.every(isHostOrHostPort), { error: 'hosts or host:port, separated by commas' })
    .default([]),
  CONTACT: z
    .string()
    .refine(isContact, { error: 'an email address, or a page starting with http:// or https://' })
    .optional(),
  FEEDBACK: z.enum(['on', 'off']).default('off'),
  LLM_BASE_URL: urlWith(['http:', 'https:']).optional(),
  LLM_MODEL: z.string().min(1).max(200).optional(),
  LLM_API_KEY: z
    .string()
    .regex(/^[!-~]+$/, 'a key without spaces')
    .optional(),
  OPERATOR_TOKEN: z.string().min(8, 'at least 8 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
} satisfies Record<SettingName, z.ZodType>);

/** The validated settings. Paths are absolute. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** The path prefix of pages and API: empty, or `/…` without a final slash. */
  readonly basePath: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly queueUrl: string | undefined;
  /** The model the operator named, or undefined when the choice is ours. */
  readonly model: string | undefined;
  readonly modelDir: string;
  readonly clipDtype: 'fp32' | 'fp16' | 'q8' | 'auto';
  /** Undefined: those there are, at most 4. */
  readonly encoderThreads: number | undefined;
  readonly hfEndpoint: string;
  readonly hfToken: string | undefined;
  readonly shop: string;
  readonly allowHosts: readonly string[];
  /** An email address or a web page. */
  readonly contact: string | undefined;
  /** Popular queries, clicks and dislikes are recorded. */
  readonly feedback: boolean;
  /** The language model that answers questions; undefined where none is configured. */
  readonly llm: { baseUrl: string; model: string; apiKey: string | undefined } | undefined;
  readonly operatorToken: string | undefined;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** A setting has a value that can't be used; the message names it, its value and what is allowed. */
export class BadSetting extends Error {
  override readonly name = 'BadSetting';
}

/**
 * Reads and validates the settings; an empty variable counts as unset.
 *
 * @throws {BadSetting} naming every bad variable, its value and what is allowed
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.keys(settings)
      .map((name) => [name, environment[name]?.trim()])
      .filter(([, value]) => value),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new BadSetting(describeProblems(parsed.error, given));
  const values = parsed.data;
  const llm = llmOf(values);
  const dataDir = resolve(values.DATA_DIR);
  return {
    port: values.PORT,
    host: values.HOST,
    basePath: values.BASE_PATH,
    dataDir,
    databaseUrl: values.DATABASE_URL,
    queueUrl: values.QUEUE_URL,
    model: values.MODEL,
    modelDir: resolve(values.MODEL_DIR ?? `${dataDir}/models`),
    clipDtype: values.CLIP_DTYPE,
    encoderThreads: values.ENCODER_THREADS,
    hfEndpoint: values.HF_ENDPOINT,
    hfToken: values.HF_TOKEN,
    shop: values.SHOP,
    allowHosts: values.ALLOW_HOSTS,
    contact: values.CONTACT,
    feedback: values.FEEDBACK === 'on',
    llm,
    operatorToken: values.OPERATOR_TOKEN,
    logLevel: values.LOG_LEVEL,
  };
}

/** One without the other is a slip that would only show when somebody asks. */
function llmOf({ LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey }: z.infer<typeof schema>) {
  if (baseUrl !== undefined && model !== undefined) return { baseUrl, model, apiKey };
  if (baseUrl === undefined && model === undefined) return undefined;
  const [missing, given] =
    model === undefined ? ['LLM_MODEL', 'LLM_BASE_URL'] : ['LLM_BASE_URL', 'LLM_MODEL'];
  throw new BadSetting(`${missing} is not set, but goes with ${given}: set both, or neither.`);
}

const secretSettings: ReadonlySet<string> = new Set([
  'HF_TOKEN',
  'LLM_API_KEY',
  'OPERATOR_TOKEN',
  'DATABASE_URL',
  'QUEUE_URL',
]);

function describeProblems(error: z.ZodError, given: Record<string, string>): string {
  return error.issues
    .map((issue) => {
      const name = String(issue.path[0]);
      const value = secretSettings.has(name) ? '(not shown)' : JSON.stringify(given[name]);
      return `${name} is ${value}, but must be ${issue.message.replace(/^Invalid (option|input): expected /, '')}.`;
    })
    .join('\n');
}
