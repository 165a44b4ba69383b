export function SitePage() { return <h1>Site</h1>; }
