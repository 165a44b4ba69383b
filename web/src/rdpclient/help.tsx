import type { ReactNode } from 'react';
import { Command } from '../frame/Command';
import type { Platform } from './platform';

interface Subject {
  /** What the downloaded file is called. */
  readonly file: string;
  /** What the application is called. */
  readonly name: string;
  /** Who has signed the file; null while that is not known. */
  readonly publisher: string | null;
  /** Where the person reaches this page. */
  readonly address: string;
}

/** What to do with a connection file on a platform, one step after the other. */
export function stepsOn(platform: Platform, subject: Subject): readonly ReactNode[] {
  const file = <strong>{subject.file}</strong>;
  switch (platform) {
    case 'windows':
      return [
        <>Open {file}. Remote Desktop Connection (mstsc) is a part of Windows.</>,
        <>
          Windows asks whether you trust the publisher{publisher(subject)}. If it says “Unknown remote connection”, this
          device does not know your site’s signature yet: go on only with a file that you have just downloaded here, and
          tell your administrator.
        </>,
        <>
          Below, everything that the connection may use of this device is unticked at first (since April 2026). Tick
          what you need, such as the clipboard, then choose Connect.
        </>,
      ];
    case 'macos':
      return [
        <>Have Windows App from the App Store. It was called Microsoft Remote Desktop.</>,
        <>Open {file} from your downloads with it.</>,
        KEPT_ENTRY,
      ];
    case 'ios':
      return [
        <>Have Windows App from the App Store. It was called Remote Desktop Mobile.</>,
        <>Open the Files app and tap {file} under Downloads. If it does not open, choose Share, then Windows App.</>,
        KEPT_ENTRY,
      ];
    case 'android':
      return [
        <>Have Windows App from Google Play. It was called Remote Desktop.</>,
        <>Tap the download’s notification, or {file} in the Files app, and choose Windows App.</>,
        KEPT_ENTRY,
      ];
    case 'linux':
      return [
        <>
          With FreeRDP, in the folder of your downloads (<code>xfreerdp</code> before version 3):
          <Command label="Command for FreeRDP" text={`xfreerdp3 ${quoted(subject.file)}`} />
        </>,
        <>
          Or with Remmina, as far as its version understands the file:
          <Command label="Command for Remmina" text={`remmina -c ${quoted(subject.file)}`} />
        </>,
        <>
          Or without a download, with the client program <code>usher</code>:
          <Command
            label="Commands for usher connect"
            text={`usher connect add ${subject.address}\nusher connect open ${quoted(subject.name)}`}
          />
        </>,
      ];
    case 'other':
      return [<>Open {file} with an RDP client.</>];
  }
}

const KEPT_ENTRY = (
  <>The app may keep an entry of it. That entry opens nothing later: take a new file from here each time.</>
);

function publisher({ publisher }: Subject): ReactNode {
  return publisher ? (
    <>
      {' '}
      <strong>{publisher}</strong>
    </>
  ) : null;
}

/** A word for a POSIX shell. */
export function quoted(word: string): string {
  return /^[\w.+-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The name in a certificate's subject, as clients show it. */
export function commonName(subject: string): string {
  const name = /(?:^|,\s*)CN=(?:"([^"]*)"|((?:\\.|[^,\\])*))/i.exec(subject);
  return name?.[1] ?? name?.[2]?.replaceAll(/\\(.)/g, '$1') ?? subject;
}
