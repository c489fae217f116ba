import { Alert } from 'antd';
import { editFloorBytes, photoFloorBytes } from '#contract/disk.ts';
import { useFreeBytes } from '../ui/free-bytes.ts';
import { defineWords, useWords } from '../words/language.ts';

const words = defineWords(
  {
    noPhotos: '磁盘只剩 {{free}} MB：不能再收照片了，文字记录还可以保存。',
    noPhotosDo: '请删除别的文件腾出空间。已保存的记录和照片都在，不要动数据文件夹。',
    noEdits: '磁盘只剩 {{free}} MB：现在填的存不了。',
    noEditsDo: '请先腾出空间再填。已保存的都在；数据文件夹请不要动。',
  },
  {
    noPhotos: 'Only {{free}} MB of disk left: no more photos can be taken in; text can still be saved.',
    noPhotosDo: 'Free some space by deleting other files. Every saved record and photo is here; leave the data folder alone.',
    noEdits: 'Only {{free}} MB of disk left: nothing entered now can be saved.',
    noEditsDo: 'Free some space before you go on. Everything saved is here; leave the data folder alone.',
  },
);

/** A disk that is running full says so before people type, not when they save. */
export function DiskBanner({ path }: { path: string }) {
  const t = useWords(words);
  const freeBytes = useFreeBytes(path);
  if (freeBytes >= photoFloorBytes) return null;
  const free = Math.floor(freeBytes / 1024 / 1024);
  const [type, key] = freeBytes < editFloorBytes ? (['error', 'noEdits'] as const) : (['warning', 'noPhotos'] as const);
  return <Alert className="disk-banner" type={type} showIcon role="alert" title={t(key, { free })} description={t(`${key}Do`)} />;
}
