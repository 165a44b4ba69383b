// What a test or a curious person can make happen:
//   /mock/away?on=1            the gateway finds no broker (on=0: it is back)
//   /mock/refuse?code=all-full the next launch is refused
//   /mock/stall?stage=sign-on  the next launch stays at this stage
//   /mock/fail?stage=launcher&code=program-missing   the next launch fails there
//   /mock/end-session?id=...   a session ends
//   /mock/hold?on=1            streams are taken and never welcomed (on=0: they are again)
//   /mock/cut                  every stream's transport breaks
//   /mock/end-stream?reason=taken-over   every stream ends
//   /mock/file-seconds?is=3    connection files can be used for so long (for the first time)
//   /mock/sign-out             every portal session is over
//   /mock/empty                a farm without anything in it
export function handleTrick(farm, response, url) {
  const trick = url.pathname.slice('/mock/'.length);
  const value = (name) => url.searchParams.get(name);
  switch (trick) {
    case 'away':
      farm.away = value('on') === '1';
      if (farm.away) {
        farm.dropEvents();
      }
      break;
    case 'refuse':
      farm.next = { refuse: value('code') };
      break;
    case 'stall':
      farm.next = { stall: value('stage') };
      break;
    case 'fail':
      farm.next = { failAt: value('stage'), code: value('code') };
      break;
    case 'hold':
      farm.hold = value('on') === '1';
      break;
    case 'end-session':
      farm.endSession(value('id') ?? farm.sessions[0]?.id);
      break;
    case 'cut':
      farm.streams.forEach((stream) => stream.cut());
      break;
    case 'end-stream':
      farm.streams.forEach((stream) => stream.end(value('reason')));
      break;
    case 'file-seconds':
      farm.fileSeconds = Number(value('is'));
      break;
    case 'sign-out':
      farm.signedIn.clear();
      farm.dropEvents();
      break;
    case 'empty':
      farm.clear();
      break;
    default:
      response.writeHead(404).end();
      return;
  }
  response.writeHead(204).end();
}
