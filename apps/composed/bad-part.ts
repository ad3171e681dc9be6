// What makes a composed query unanswerable, as a code and a sentence; the API and the command line show it their way.
import { BadCrop } from '../../clip/crop.ts';
import { UnusablePhoto } from '../../clip/decode-photo.ts';
import { FetchError, RefusedAddress, RetryLater } from '../../scraper/fetch/fetch-errors.ts';

export type BadPartCode =
  | 'nothing_to_seek'
  | 'product_not_found'
  | 'photo_not_embedded'
  | 'encoder_failed'
  | 'not_a_photo'
  | 'unusable_photo'
  | 'photo_too_large'
  | 'invalid_parameter'
  | 'address_not_allowed'
  | 'photo_not_fetched'
  | 'photo_host_failed';

export class BadPart extends Error {
  readonly code: BadPartCode;
  /** The parameter it was sent as. */
  readonly parameter: string | undefined;
  constructor(code: BadPartCode, detail: string, options: ErrorOptions & { name?: string } = {}) {
    super(detail, options);
    this.name = 'BadPart';
    this.code = code;
    this.parameter = options.name;
  }
}

/** What a photo failed with, named for the parameter. What is neither the photo nor its host is the encoder. */
export function photoFault(error: unknown, name: string): BadPart {
  const because = (code: BadPartCode, detail: string) => new BadPart(code, detail, { name, cause: error });
  if (error instanceof BadCrop) {
    return new BadPart('invalid_parameter', `The crop can't be used: ${error.reason}.`, {
      name: `${name}.crop`,
      cause: error,
    });
  }
  if (error instanceof UnusablePhoto) {
    return because(codeOf(error.reason), `The photo can't be used: ${error.reason}.`);
  }
  if (error instanceof RefusedAddress) return because('address_not_allowed', error.message);
  if (!(error instanceof FetchError))
    return because('encoder_failed', 'The photo could not be turned into an embedding.');
  if (error.reason === 'too large')
    return because('photo_too_large', 'The photo at this address has more than 20 MB.');
  return error instanceof RetryLater
    ? because('photo_host_failed', `The photo could not be fetched just now: ${error.reason}.`)
    : because('photo_not_fetched', `The photo could not be fetched: ${error.reason}.`);
}

/** clip/decode-photo.ts says why in words; these are the three ways that differ for whoever sent it. */
function codeOf(reason: string): BadPartCode {
  if (reason.startsWith('it is not a')) return 'not_a_photo';
  return reason.includes('at most') ? 'photo_too_large' : 'unusable_photo';
}
