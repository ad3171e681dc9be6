// What the API is told about models: which one answers at this moment, and how to borrow another.
import type { Encoder } from '../../clip/encoder.ts';

export interface ApiModels {
  /** Asked at the beginning of each request, which keeps to it until its end. */
  inUse(): Encoder;
  /** Why the model that should answer does not; null while it does. */
  problem(): string | null;
  /** Looks at once whether another model is active. */
  look(): Promise<void>;
  /** Another model, beside the one in use. @throws when it can't be loaded */
  borrow(modelId: string): Promise<{ encoder: Encoder; release(): void }>;
}
