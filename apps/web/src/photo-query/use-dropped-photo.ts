// A photo, or a picture of another page, dropped anywhere on this one.
import { useEffect, useRef, useState } from 'react';
import type { TakePhoto } from './take-photo.ts';

/** True while something that could be a photo hovers over the page. */
export function useDroppedPhoto(take: TakePhoto): boolean {
  const [isOver, setOver] = useState(false);
  // A card or photo of this page that is dragged about is no photo from elsewhere.
  const isOurs = useRef(false);
  useEffect(() => {
    const canBePhoto = ({ dataTransfer }: DragEvent) =>
      !isOurs.current &&
      dataTransfer?.types.some((type) => type === 'Files' || type === 'text/uri-list') === true;
    const onStart = () => {
      isOurs.current = true;
    };
    const onEnd = () => {
      isOurs.current = false;
      setOver(false);
    };
    const onOver = (event: DragEvent) => {
      if (!canBePhoto(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    // Left for good only when what is entered next lies outside the window.
    const onLeave = ({ relatedTarget }: DragEvent) => relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      const given = canBePhoto(event) ? givenIn(event.dataTransfer) : null;
      onEnd();
      if (given === null) return;
      event.preventDefault();
      void take(given);
    };
    const listeners = [
      ['dragstart', onStart],
      ['dragend', onEnd],
      ['dragenter', onOver],
      ['dragover', onOver],
      ['dragleave', onLeave],
      ['drop', onDrop],
    ] as const;
    for (const [name, listener] of listeners) addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) removeEventListener(name, listener);
    };
  });
  return isOver;
}

/** A picture dragged out of another page comes as a file, where the browser can, and as its address. */
function givenIn(data: DataTransfer | null): File | string | null {
  const [file] = data?.files ?? [];
  if (file) return file;
  const [address] = (data?.getData('text/uri-list') ?? '')
    .split(/\r?\n/)
    .filter((line) => line && !line.startsWith('#'));
  return address ?? null;
}
