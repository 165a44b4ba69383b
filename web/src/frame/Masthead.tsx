import { Divider, Dropdown, DropdownGroup, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import UserIcon from '@patternfly/react-icons/dist/esm/icons/user-icon';
import { Link } from '@tanstack/react-router';
import { useState, useSyncExternalStore } from 'react';
import type { Me } from '../api/types';
import mark from './mark.svg';
import { onTheme, setTheme, theme, type Theme } from './theme';

const THEMES: readonly [Theme, string][] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

interface Props {
  readonly me: Me;
  readonly settings: () => void;
  readonly signOut: () => void;
}

/** The bar above portal and console. */
export function Masthead({ me, settings, signOut }: Props) {
  return (
    <header className="usher-masthead">
      <Link to="/" className="usher-brand" aria-label={`${me.site.name}, your applications`}>
        <img src={mark} alt="" width={28} height={28} />
        <span>{me.site.name}</span>
      </Link>
      <nav aria-label="Places" className="usher-places">
        {me.administrator && (
          <>
            <Link to="/" activeOptions={{ exact: true }} className="usher-place">
              Applications
            </Link>
            <Link to="/console" className="usher-place">
              Console
            </Link>
          </>
        )}
      </nav>
      <UserMenu me={me} settings={settings} signOut={signOut} />
    </header>
  );
}

function UserMenu({ me, settings, signOut }: Props) {
  const [isOpen, setOpen] = useState(false);
  const look = useSyncExternalStore(onTheme, theme);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'right' }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plainText"
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          icon={<UserIcon />}
          aria-label={`Menu of ${me.displayName}`}
        >
          <span className="usher-masthead__user">{me.displayName}</span>
        </MenuToggle>
      )}
    >
      <DropdownGroup label={`Signed in as ${me.name}`}>
        <DropdownList>
          <DropdownItem onClick={settings}>Settings…</DropdownItem>
          <DropdownItem onClick={signOut}>Sign out</DropdownItem>
        </DropdownList>
      </DropdownGroup>
      <Divider />
      <DropdownGroup label="Look">
        <DropdownList>
          {THEMES.map(([value, word]) => (
            <DropdownItem key={value} isSelected={look === value} onClick={() => setTheme(value)}>
              {word}
            </DropdownItem>
          ))}
        </DropdownList>
      </DropdownGroup>
    </Dropdown>
  );
}
