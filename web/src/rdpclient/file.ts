import type { ConnectionFile } from '../api/types';

const TYPE = 'application/x-rdp';

/** The bytes of a connection file, as they were signed. */
export function bytesOf({ content }: Pick<ConnectionFile, 'content'>): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
}

/** A name under which a file can be kept everywhere. */
export function safeName(name: string): string {
  const safe = name.replace(/[\p{C}/\\:*?"<>|]/gu, '_').replace(/^\.+/, '');
  return safe.toLowerCase().endsWith('.rdp') && safe.length > 4 ? safe : 'connection.rdp';
}

/** An address that an RDP client opens; null for anything else. */
export function linkOf({ link }: Pick<ConnectionFile, 'link'>): string | null {
  return link?.startsWith('rdp://') ? link : null;
}

/** Hands a file to the browser, which keeps it where it keeps downloads. */
export function download(file: ConnectionFile): void {
  const address = URL.createObjectURL(new Blob([bytesOf(file)], { type: TYPE }));
  const anchor = document.createElement('a');
  Object.assign(anchor, { href: address, download: safeName(file.name) });
  anchor.click();
  // Browsers read it after the click, at their leisure.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
