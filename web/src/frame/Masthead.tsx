import {
  Divider,
  Dropdown,
  DropdownGroup,
  DropdownItem,
  DropdownList,
  Masthead as Bar,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MenuToggle,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from '@patternfly/react-core';
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
  readonly signOut: () => void;
}

/** The bar above portal and console. */
export function Masthead({ me, signOut }: Props) {
  return (
    <Bar className="usher-masthead" display={{ default: 'inline' }}>
      <MastheadMain>
        <MastheadBrand>
          <MastheadLogo component={(props) => <Link {...props} to="/" aria-label={`${me.site.name}, your applications`} />}>
            <span className="usher-brand">
              <img src={mark} alt="" width={28} height={28} />
              <span>{me.site.name}</span>
            </span>
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isStatic>
          <ToolbarContent>
            {me.administrator && (
              <ToolbarGroup role="navigation" aria-label="Places" className="usher-places">
                <Link to="/" activeOptions={{ exact: true }} className="usher-place">
                  Applications
                </Link>
                <Link to="/console" className="usher-place">
                  Console
                </Link>
              </ToolbarGroup>
            )}
            <ToolbarItem align={{ default: 'alignEnd' }}>
              <UserMenu me={me} signOut={signOut} />
            </ToolbarItem>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Bar>
  );
}

function UserMenu({ me, signOut }: Props) {
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
