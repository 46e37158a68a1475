/** A sign for the kind of a file, by its name. */
import {
  File,
  FileArchive,
  FileCode,
  FileImage,
  FileMusic,
  FileSpreadsheet,
  FileText,
  FileVideoCamera,
  Folder,
  FolderOpen,
  Link,
  type LucideIcon,
} from 'lucide-react';

const KINDS: readonly (readonly [LucideIcon, string])[] = [
  [FileText, 'txt md rtf doc docx odt pdf pages tex'],
  [FileSpreadsheet, 'xls xlsx ods csv tsv numbers'],
  [FileImage, 'png jpg jpeg gif webp avif svg bmp tif tiff heic psd ai'],
  [FileArchive, 'zip 7z rar tar gz bz2 xz zst'],
  [FileMusic, 'mp3 wav flac ogg m4a aac'],
  [FileVideoCamera, 'mp4 mov mkv webm avi'],
  [FileCode, 'html htm css js ts json xml yaml yml sql sh py'],
];

const BY_ENDING = new Map(
  KINDS.flatMap(([icon, endings]) => endings.split(' ').map((ending) => [ending, icon] as const)),
);

interface FileIconProps {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
  readonly isOpen?: boolean;
}

export function FileIcon({ name, kind, isOpen = false }: FileIconProps) {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const Icon =
    kind === 'folder' ? (isOpen ? FolderOpen : Folder) : kind === 'other' ? Link : (BY_ENDING.get(ending) ?? File);
  return <Icon size={17} strokeWidth={1.8} aria-hidden className={`file-icon file-icon-${kind}`} />;
}
