// The button that opens the files, or on a phone the camera and the library.
import { CameraIcon } from '../frame/icons.tsx';
import { strings } from '../strings/strings.ts';

export function PickPhoto({ onPick }: { onPick: (file: File) => void }) {
  return (
    <label className="search-photo" title={strings.photo.pick}>
      <CameraIcon />
      <input
        className="unseen"
        type="file"
        accept="image/*"
        aria-label={strings.photo.pick}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // Else the same file could not be picked twice.
          target.value = '';
          if (file) onPick(file);
        }}
      />
    </label>
  );
}
