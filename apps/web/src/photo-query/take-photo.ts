// The one way in for a photo, wherever it comes from: dropped, pasted, picked, or an address.
import { createContext, useContext } from 'react';

/**
 * Searches with a photo: a file, or the address of one. Resolves when it has been read: true when the search has
 * begun, false when the photo could not be used, which is then said on the page.
 */
export type TakePhoto = (given: Blob | string) => Promise<boolean>;

export const TakePhotoContext = createContext<TakePhoto>(async () => false);

export const useTakePhoto = (): TakePhoto => useContext(TakePhotoContext);
