import type { Ref } from 'react';

interface FileInputProps {
  /** For the button that opens it. */
  ref: Ref<HTMLInputElement>;
  /** File endings and types, as the attribute takes them. */
  accept?: string;
  multiple?: boolean;
  /** A whole folder, with what lies in its folders. */
  folder?: boolean;
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  /** The same file may be chosen again. Empty where the choice was given up. */
  onFiles(files: File[]): void;
}

/** The system's own chooser behind a button: the button is the one stop for the keyboard, because it shows where the focus is. */
export function FileInput({ folder = false, onFiles, ...input }: FileInputProps) {
  return (
    <input
      {...input}
      {...(folder && { webkitdirectory: '' })}
      className="visually-hidden"
      tabIndex={-1}
      type="file"
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = '';
        onFiles(files);
      }}
    />
  );
}
