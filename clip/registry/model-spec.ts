// What the registry states of a model: where its files come from, what each must be, and what no file of it says.
import type { MatchScale } from '../compose/score.ts';

/** Numeric precision of the ONNX weights. Vectors of two precisions are two spaces and never share a table. */
export type Dtype = 'fp32' | 'fp16' | 'q8';

/** One file of a model; `path` is relative to the model folder. */
export interface ModelFile {
  path: string;
  /** Null: not published exactly; a digest decides, or what the hub says. */
  bytes: number | null;
  /** Rounded, as the hub's page shows it, where nothing more exact is known. */
  shownBytes?: number;
  /** Lower-case hex. Null: nobody has published one, so the file can't be told from another. */
  sha256: string | null;
  /** Where it lies, when that is not `path` in the model's own repository. */
  from?: HubFile;
}

export interface HubFile {
  repo: string;
  revision: string;
  path: string;
}

export interface Licence {
  name: string;
  /** False: research or other non-commercial use only. Whoever downloads it has to agree. */
  allowsCommercialUse: boolean;
}

/** What the reference implementation does with a model that no file of its folder says. */
export interface ModelQuirks {
  /** Length of an embedding. */
  dimension?: number | undefined;
  /** Most token ids of one text, both ends included. */
  contextLength?: number | undefined;
  /** Every text is filled up to this many ids: the tower pools its last position, so another length is another vector. */
  padTo?: number | undefined;
  padToken?: string | undefined;
  /** Ids before and after a text, where tokenizer.json has no template. */
  ends?: { before: number[]; after: number[] } | undefined;
  /** Trained on lower-cased text; its tokenizer.json does not lower-case. */
  lowerCases?: boolean | undefined;
  /** Trained on text without ASCII punctuation; its tokenizer.json does not remove it. */
  dropsPunctuation?: boolean | undefined;
  /** The text graph ends before pooling: the mean of its tokens, times this matrix (safetensors), is the embedding. */
  dense?: string | undefined;
  /** Default: what config.json tells of a CLIP. */
  match?: MatchScale | undefined;
}

export type ModelSource =
  | { kind: 'shipped' }
  | { kind: 'hub'; repo: string; revision: string }
  /** Its publisher ships no ONNX graphs: whoever wants it exports them and registers the folder. */
  | { kind: 'export'; repo: string; revision: string };

export interface ModelSpec {
  /** What `MODEL` is set to and what is recorded with every vector. Precisions other than fp32 end in their name. */
  id: string;
  /** Name of its folder; all precisions of a model share one. */
  folder: string;
  title: string;
  /** Length of an embedding. */
  dimension: number;
  source: ModelSource;
  /** Configuration and tokenizer, needed with every precision. */
  files: readonly ModelFile[];
  /** The two towers, per precision. */
  weights: Readonly<Partial<Record<Dtype, readonly ModelFile[]>>>;
  licence: Licence;
  quirks: ModelQuirks;
  /** What whoever picks this model should know. */
  notes: readonly string[];
}

export const clipMatch: MatchScale = { scale: 100, bias: null };
