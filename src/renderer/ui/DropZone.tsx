import { type DragEvent, type ReactNode, useState } from 'react';
import { droppedFiles } from './dropped-files.ts';

interface DropZoneProps {
  className: string;
  /** The files dropped, those of dropped folders among them. */
  onFiles(files: File[]): void;
  children: ReactNode;
}

/** A place that takes dropped files. Dropping is an extra way in: what stands inside offers the same by keyboard. */
export function DropZone({ className, onFiles, children }: DropZoneProps) {
  const [over, setOver] = useState(false);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer).then(onFiles);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing here is to be pressed
    <div
      className={over ? `${className} over` : className}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
    </div>
  );
}
