/** What happened, and what the person in front of the page can do, for every reason code there is. */
export interface ReasonWords {
  readonly title: string;
  readonly what: string;
  readonly advice: string;
}

const TRY_AGAIN = 'Try again. If it happens again, tell your administrator.';
const TELL = 'Tell your administrator; the message below helps to find the cause.';
const NEW_CONNECTION = 'Connect again. Your session and its windows are still there.';

const TICKET: ReasonWords = {
  title: 'The permission for this connection was not accepted',
  what: 'The gateway could not make sense of the permission that came with the connection.',
  advice: TRY_AGAIN,
};

const STREAM: ReasonWords = {
  title: 'The connection got out of step',
  what: 'Your browser and the host no longer agreed on what had been sent, so the connection was ended to be safe.',
  advice: NEW_CONNECTION,
};

const REASONS: Readonly<Record<string, ReasonWords>> = {
  // A launch that was refused
  'resource-unknown': {
    title: 'This application is not available to you',
    what: 'It was removed, switched off, or is not published for you.',
    advice: 'Go back to your applications. If you need it, ask your administrator.',
  },
  'session-unknown': {
    title: 'This session has ended',
    what: 'It is no longer there to return to.',
    advice: 'Go back and open the application anew.',
  },
  'account-none': {
    title: 'You have no account on the hosts',
    what: 'Applications run under an account of your own, and none is set up for you yet.',
    advice: 'Ask your administrator to give you an account on the hosts.',
  },
  'account-refused': {
    title: 'Your account may not be used on this host',
    what: 'It is an account of the system, of an administrator, or of somebody else there.',
    advice: 'Ask your administrator to give you another account on the hosts.',
  },
  'no-host-offers': {
    title: 'No host offers this application',
    what: 'It is published, but not on any host.',
    advice: 'Tell your administrator.',
  },
  'all-full': {
    title: 'All seats are taken',
    what: 'Every host that runs this application has as many sessions as it may.',
    advice: 'Wait a little and try again, or ask your administrator for more room.',
  },
  'no-host-available': {
    title: 'No host is available at the moment',
    what: 'Every host that runs this application is switched off, in maintenance, or silent.',
    advice: 'Try again in a few minutes. If it lasts, tell your administrator.',
  },
  'session-conflict': {
    title: 'Another session of yours is in the way',
    what: 'You have a session of another kind on every host that could open this, and a host keeps one per person.',
    advice: 'Log off from your other session, then try again.',
  },
  'program-missing': {
    title: 'The program is not installed on the host',
    what: 'The host could not find the program behind this application.',
    advice: 'Tell your administrator.',
  },
  'document-missing': {
    title: 'The document is not there',
    what: 'The host has no such document, or you may not read it there.',
    advice: 'Tell your administrator.',
  },
  'document-no-program': {
    title: 'No program opens this document',
    what: 'The host has no program that goes with documents of this kind.',
    advice: 'Tell your administrator.',
  },
  'resource-unavailable': {
    title: 'This is not available at the moment',
    what: 'Your administrators have closed it for a while.',
    advice: 'Look at your applications for what they say about it, and try again later.',
  },
  'resource-in-use': {
    title: 'Too many people have this open',
    what: 'As many people as may use it at the same time have it open.',
    advice: 'Wait until somebody has closed it, then try again.',
  },
  'folder-unreachable': {
    title: 'The network folder cannot be reached',
    what: 'Its server does not answer, or has no such folder.',
    advice: TRY_AGAIN,
  },
  'folder-refused': {
    title: 'The network folder was not opened',
    what: 'Its server did not accept the name or the password.',
    advice: TRY_AGAIN,
  },
  'host-not-answering': {
    title: 'The host of your session does not answer',
    what: 'Your session runs on a host that is silent at the moment. It may be back soon, with your work.',
    advice: 'Try again in a minute. A session elsewhere is not started, so that your work is not split in two.',
  },
  'host-failed': {
    title: 'The host could not open it',
    what: 'The host tried and failed.',
    advice: TRY_AGAIN,
  },
  'mode-not-allowed': {
    title: 'This way of connecting is not allowed',
    what: 'Your administrators do not let RDP clients connect in the way that was chosen.',
    advice: 'Choose another connection, or the one that is set for you, and try again.',
  },
  'no-rdp-address': {
    title: 'RDP clients cannot reach the host in this way',
    what: 'The host has told no address under which clients could reach it, or the gateway has no port for them.',
    advice: 'Open it in the browser, choose another connection, or tell your administrator.',
  },
  'rdp-client-required': {
    title: 'This opens in an RDP client only',
    what: 'Its host shows single applications to RDP clients, and to no browser.',
    advice: 'Open it in the RDP client of this device.',
  },
  'host-maintenance': {
    title: 'The hosts are in maintenance',
    what: 'The hosts that could open this are being worked on, and no other one can.',
    advice: 'Try again later.',
  },
  'host-disabled': {
    title: 'Your session’s host is out of use',
    what: 'Your session runs on a host that an administrator has disabled. Nothing in it is lost.',
    advice: 'Ask your administrator to enable the host, or to log the session off.',
  },
  'launch-queued': {
    title: 'You are in the queue',
    what: 'Many people are signing in at once, and your turn has not come yet.',
    advice: 'Wait a moment.',
  },
  'queue-timeout': {
    title: 'Too many people are signing in',
    what: 'Your turn did not come in the time for which the queue may be waited in.',
    advice: 'Try again in a few minutes.',
  },
  'launch-given-up': {
    title: 'It was given up',
    what: 'It waited in the queue, and somebody here gave it up or this page was away for too long.',
    advice: 'Try again when you like.',
  },
  'launch-under-way': {
    title: 'Opening is still under way',
    what: 'The same click is being worked on already.',
    advice: 'Wait a moment, then try again.',
  },
  'launcher-silent': {
    title: 'The session did not begin to work',
    what: 'The host started your session, but what opens applications in it did not report.',
    advice: TRY_AGAIN,
  },
  'program-ended': {
    title: 'The program ended at once',
    what: 'The host started it, and it stopped with an error before it showed a window.',
    advice: TRY_AGAIN,
  },
  'no-window': {
    title: 'The program shows no window',
    what: 'The host started it some minutes ago, and it has opened no window since.',
    advice: TRY_AGAIN,
  },
  'host-lost': {
    title: 'The host of your session was lost',
    what: 'The host went away and with it the session.',
    advice: 'Open the application again; it starts on another host.',
  },
  'launch-expired': {
    title: 'Opening took too long',
    what: 'The permission to open ran out before the connection was made.',
    advice: 'Try again.',
  },

  // A ticket or lease that did not open the way
  'ticket-malformed': TICKET,
  'ticket-unknown-key': TICKET,
  'ticket-forged': TICKET,
  'ticket-other-site': TICKET,
  'ticket-expired': {
    title: 'Opening took too long',
    what: 'The permission to connect is good for a minute, and that minute had passed.',
    advice: 'Try again.',
  },
  'ticket-not-yet': {
    title: 'The clocks disagree',
    what: 'The permission to connect is not valid yet: the clocks of the servers differ.',
    advice: 'Try again in a minute and tell your administrator.',
  },
  'ticket-other-client': {
    title: 'The permission belongs to another sign-in',
    what: 'It was made for another browser, or you have signed in again since.',
    advice: 'Try again.',
  },
  'ticket-used': {
    title: 'The permission was used already',
    what: 'Each permission opens one connection, and this one had been used.',
    advice: 'Try again.',
  },
  'launch-unknown': {
    title: 'The host does not expect this connection',
    what: 'The host was not told of it, or has forgotten it.',
    advice: 'Try again.',
  },
  'lease-unknown': {
    title: 'The connection could not be taken up again',
    what: 'The host no longer knows the connection that broke.',
    advice: NEW_CONNECTION,
  },
  'lease-ended': {
    title: 'The connection could not be taken up again',
    what: 'It was broken for too long, or has been ended.',
    advice: NEW_CONNECTION,
  },

  // An RDP client that was turned away; administrators read these
  'code-missing': {
    title: 'The RDP client brought no code',
    what: 'It came without a connection file of this service, or its password was typed over.',
    advice: 'Open the file as it was downloaded.',
  },
  'code-other-launch': {
    title: 'The RDP client brought parts of two files',
    what: 'What it showed belongs to two openings.',
    advice: 'Download the file again.',
  },
  'other-address': {
    title: 'The file is bound to another address',
    what: 'It was first used from another device or network.',
    advice: 'Download a file on the device that is to use it.',
  },
  'pass-unknown': {
    title: 'A gateway’s pass was not accepted',
    what: 'It was used already, came too late, or was never given.',
    advice: TRY_AGAIN,
  },
  'ticket-missing': {
    title: 'The RDP client brought no permission',
    what: 'It came to the gateway without the token of a connection file.',
    advice: 'Open a file that was just downloaded.',
  },
  'tunnel-handshake': {
    title: 'The RDP client and the gateway did not come to terms',
    what: 'It was given no token, or speaks another version.',
    advice: 'Open a file that was just downloaded, with an up-to-date client.',
  },
  'target-not-allowed': {
    title: 'The RDP client asked for another host',
    what: 'Its permission names one host and its request another.',
    advice: 'Open the file as it was downloaded.',
  },
  'host-forbidden': {
    title: 'The host’s address is none that may be reached',
    what: 'It leads back to the gateway itself, or nowhere.',
    advice: 'Look at the host’s address.',
  },
  'half-open-limit': {
    title: 'Too many connections were begun at once',
    what: 'One address has begun more connections through the gateway than it may, without finishing them.',
    advice: 'Wait a moment, then try again.',
  },
  'setup-timeout': {
    title: 'The connection was not finished in time',
    what: 'The RDP client or the network was too slow.',
    advice: 'Try again.',
  },

  // A connection that ended
  'taken-over': {
    title: 'Your session was opened somewhere else',
    what: 'It is shown on another device or in another tab now; nothing in it was lost.',
    advice: 'Bring it back here whenever you like.',
  },
  disconnected: {
    title: 'You were disconnected',
    what: 'The connection was ended. Your session goes on and keeps your work.',
    advice: 'Connect again to return to it.',
  },
  'signed-out': {
    title: 'You are signed out',
    what: 'Your sign-in ended, and with it the connection. Your session goes on and keeps your work.',
    advice: 'Sign in and return to your session.',
  },
  'session-ended': {
    title: 'The session has ended',
    what: 'Its last application was closed, or it was logged off.',
    advice: 'Open an application to start a new one.',
  },
  'idle-timeout': {
    title: 'You were disconnected, since nothing was typed or clicked',
    what: 'Your administrators have connections end after a while without input. Your session goes on.',
    advice: 'Connect again to return to it.',
  },
  'session-limit': {
    title: 'Your session has ended, since it had lasted long enough',
    what: 'Your administrators have sessions end after a set time, and yours was told so five minutes before.',
    advice: 'Open an application to start a new one.',
  },
  'message-not-shown': {
    title: 'The message was not shown',
    what: 'The session’s host has no program to show messages with, or the session is stuck.',
    advice: 'Install zenity or xmessage on the host, and send it again.',
  },
  'host-unmanaged': {
    title: 'The host has no agent',
    what: 'Nobody there could do it.',
    advice: 'Do it on the host itself.',
  },
  'rdp-closed': {
    title: 'The host closed the connection',
    what: 'The session may still be running there.',
    advice: 'Connect again.',
  },
  'rdp-refused': {
    title: 'The host refused the connection',
    what: 'Its remote desktop service did not let the connection in.',
    advice: TRY_AGAIN,
  },
  'rdp-timeout': {
    title: 'The host did not answer in time',
    what: 'Its remote desktop service took too long.',
    advice: 'Try again. If it happens again, tell your administrator: the host may be overloaded.',
  },
  'rdp-malformed': {
    title: 'The host was not understood',
    what: 'Something in the remote desktop conversation made no sense.',
    advice: TRY_AGAIN,
  },
  'host-unreachable': {
    title: 'The host cannot be reached',
    what: 'The gateway found no way to the host: it is off, restarting, or cut off from the network.',
    advice: 'Try again in a minute. If it lasts, tell your administrator.',
  },
  'host-timeout': {
    title: 'The host did not answer in time',
    what: 'The gateway called the host and heard nothing.',
    advice: 'Try again in a minute. If it lasts, tell your administrator.',
  },
  'host-certificate': {
    title: 'The host could not prove who it is',
    what: 'Its certificate is not the one that belongs to it, so no connection was made.',
    advice: 'Do not try to work around this. Tell your administrator.',
  },
  'destination-mismatch': {
    title: 'The connection asked for another host',
    what: 'The permission names one host and the connection another, so it was refused.',
    advice: TRY_AGAIN,
  },
  'stream-gap': STREAM,
  'stream-offset': STREAM,
  'stream-frame': STREAM,
  'stream-malformed': STREAM,
  'stream-replay-full': {
    title: 'Too much was waiting to be sent',
    what: 'The connection was broken for so long that what you typed or pasted no longer fitted the buffer.',
    advice: NEW_CONNECTION,
  },
  'gateway-busy': {
    title: 'The gateway is full',
    what: 'It carries as many connections as it can.',
    advice: 'Try again in a minute. If it lasts, tell your administrator.',
  },
  'gateway-stopping': {
    title: 'The gateway is being restarted',
    what: 'It let go of its connections. Your session goes on.',
    advice: NEW_CONNECTION,
  },
  'front-stopping': {
    title: 'The host is being updated',
    what: 'It let go of its connections for a moment. Your session goes on.',
    advice: NEW_CONNECTION,
  },

  // What the page itself found
  'gateway-unreachable': {
    title: 'The gateway does not answer',
    what: 'No connection could be made from your browser.',
    advice: 'Check your network, then try again. Some proxies do not let WebSocket connections through.',
  },
  'connection-lost': {
    title: 'The connection was lost',
    what: 'It broke and could not be brought back within two minutes. Your session goes on and keeps your work.',
    advice: 'Check your network, then connect again.',
  },
  'sign-on-failed': {
    title: 'The host did not sign you in',
    what: 'The session could not be opened with your account.',
    advice: 'Try again. If it happens again, tell your administrator.',
  },
  'client-failed': {
    title: 'The picture could not be shown',
    what: 'The remote desktop client in this page stopped with an error. Your session goes on.',
    advice: 'Connect again. If it happens again, reload the page.',
  },
  'client-missing': {
    title: 'The remote desktop client could not be loaded',
    what: 'A part of this page did not arrive, or your browser does not run it.',
    advice: 'Reload the page. An up-to-date browser with WebAssembly is needed.',
  },
  network: {
    title: 'The service does not answer',
    what: 'Your browser could not reach it.',
    advice: 'Check your network, then try again.',
  },
  'answer-unreadable': {
    title: 'The service gave an unexpected answer',
    what: 'Something between your browser and the service may be in the way.',
    advice: TRY_AGAIN,
  },

  // The service's own
  'broker-unavailable': {
    title: 'The service is not reachable at the moment',
    what: 'The gateway found no broker that answers. Sessions that are open go on.',
    advice: 'Wait a moment and try again.',
  },
  'sign-in-required': {
    title: 'You are signed out',
    what: 'Your sign-in has ended.',
    advice: 'Sign in again.',
  },
  'sign-in-failed': {
    title: 'Name or password is wrong',
    what: 'Nobody could be signed in with them.',
    advice: 'Check both and try again. Mind capital letters.',
  },
  'sign-in-too-many': {
    title: 'Too many attempts',
    what: 'To keep your account safe, signing in is closed for a while.',
    advice: 'Wait, then try again.',
  },
  'grant-refused': {
    title: 'The client program was not signed in',
    what: 'The permission that this page gave is good once, for two minutes, and for the program that asked for it.',
    advice: 'Start the program’s sign-in again.',
  },
  csrf: {
    title: 'The page is out of date',
    what: 'The service did not recognise this page any more.',
    advice: 'Reload the page and try again.',
  },
  'administrator-required': {
    title: 'This page is for administrators',
    what: 'Your account may not open it.',
    advice: 'Go back to your applications.',
  },
  invalid: {
    title: 'Something is not right yet',
    what: 'The service did not accept what was entered.',
    advice: 'Look at the marked fields.',
  },
  'not-found': {
    title: 'It is no longer there',
    what: 'It was removed meanwhile, or never was.',
    advice: 'Go back and look at the list again.',
  },
  unreadable: {
    title: 'The service did not understand the page',
    what: 'What the page sent was not in order.',
    advice: 'Reload the page and try again.',
  },
  'too-large': {
    title: 'This is too large',
    what: 'The service takes less at once.',
    advice: 'Make it smaller and try again.',
  },
  'account-taken': {
    title: 'The account belongs to somebody else',
    what: 'Its name or its number on the hosts is in use for another person.',
    advice: 'Choose another account.',
  },
  'last-administrator': {
    title: 'Somebody has to stay administrator',
    what: 'This is the last administrator who can sign in.',
    advice: 'Make somebody else an administrator first.',
  },
  'user-has-session': {
    title: 'The user has a session',
    what: 'While it goes on, its account cannot be changed or removed.',
    advice: 'Log the session off, then try again.',
  },
  'name-taken': {
    title: 'This name is taken',
    what: 'There is something else of that name.',
    advice: 'Choose another name.',
  },
};

/** The words for a code; codes that nobody foresaw are shown as they are. */
export function reasonWords(code: string): ReasonWords {
  return (
    REASONS[code] ?? {
      title: 'Something went wrong',
      what: `The service gave the reason “${code}”.`,
      advice: TELL,
    }
  );
}

/** Whether a code has words of its own. */
export function isKnownReason(code: string): boolean {
  return code in REASONS;
}
