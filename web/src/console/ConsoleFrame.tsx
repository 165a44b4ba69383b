import { Outlet } from '@tanstack/react-router';
export function ConsoleFrame() { return <Outlet />; }
