// Made from openapi.yaml: `OPENAPI_WRITE=true npx vitest run src/api/openapi.test.ts` makes it anew.
export interface paths {
    "/api/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest facts of the audit log, newest first. */
        get: operations["audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: `hosts` (all as `Host`s) and `sessions` (all as `AdminSession`s), at the beginning and on every change, at most once a second. A comment every 15 s. */
        get: operations["adminEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups with their members. */
        get: operations["groups"];
        put?: never;
        /** Makes a group. */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a group. Its members lose what it was granted. */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        /** Changes a group's name, members or rules. */
        patch: operations["changeGroup"];
        trace?: never;
    };
    "/api/v1/admin/hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The session hosts. */
        get: operations["hosts"];
        put?: never;
        /** Adds an unmanaged host, by nothing but its RDP address. */
        post: operations["createHost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/hosts/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetches the certificate that a host shows, to be compared. It is not trusted by that. */
        post: operations["hostCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/hosts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a host out of the farm. Its certificate is refused from then on. */
        delete: operations["removeHost"];
        options?: never;
        head?: never;
        /** Changes a host's name, state, message or caps. */
        patch: operations["changeHost"];
        trace?: never;
    };
    "/api/v1/admin/hosts/{id}/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The applications that were found on a host. */
        get: operations["hostApplications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/icons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps an icon of at most 256 KiB. */
        post: operations["keepIcon"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/join-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a token with which one machine may join. */
        post: operations["createJoinToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/launch-times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long the stages of launches took on each host, each since the stage before it. */
        get: operations["launchTimes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/launches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest launches with their placements; `usher simulate` reads what this answers. */
        get: operations["adminLaunches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/launches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One launch with its timeline and its placement. */
        get: operations["adminLaunch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that is published. */
        get: operations["adminResources"];
        put?: never;
        /** Publishes a resource. */
        post: operations["publishResource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/resources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One published resource. */
        get: operations["adminResource"];
        /** Puts this in place of a published resource. */
        put: operations["changeResource"];
        post?: never;
        /** Publishes it no longer. Sessions that have it open run on. */
        delete: operations["withdrawResource"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody's sessions. */
        get: operations["adminSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the clients off sessions, which run on. The answer says of each what became of it. */
        post: operations["disconnectSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions/log-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Logs sessions off. What was not saved is lost. The answer says of each what became of it. */
        post: operations["logOffSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows a text in sessions. The answer says of each what became of it. */
        post: operations["messageSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Logs a session off. What was not saved is lost. */
        delete: operations["endAnySession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions/{id}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the client off a session, which runs on. */
        post: operations["disconnectAnySession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/site": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The site's settings. */
        get: operations["siteSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the site's settings. */
        patch: operations["changeSite"];
        trace?: never;
    };
    "/api/v1/admin/site/placement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the site chooses hosts. */
        get: operations["placementSettings"];
        /** Puts these in the place of the settings by which the site chooses hosts. All of them have to be given. */
        put: operations["changePlacementSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The farm's own users. */
        get: operations["users"];
        put?: never;
        /** Makes a user. */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One user. */
        get: operations["user"];
        put?: never;
        post?: never;
        /** Deletes a user who has no session. */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /** Changes a user. A new password, or switching off, ends the user's portal sessions. */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/v1/client-grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a client program sign in as oneself, once and within two minutes. */
        post: operations["grantClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: `sessions` (all of one's own as `Session`s, at the beginning and on every change), `launch` (a `Launch`, whenever a stage is reached or hangs), `resources` (all of one's own as `Resource`s, on every change). A comment every 15 s. */
        get: operations["events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/farm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By which certificate connection files are signed, and where clients reach the gateways. */
        get: operations["farm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/icons/{digest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An icon. It never changes under its digest. */
        get: operations["icon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/launches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a resource, or returns to a session. Repeated with the same `key` it is the same launch, and for an RDP client the same file. A launch that has to wait until others have begun is answered with 503 `launch-queued` and its `queuePosition` after a few seconds: repeat the request with the same `key` at once, or its place is lost. */
        post: operations["launch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/launches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a launch of one's own has come. */
        get: operations["launchTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/launches/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Gives a launch up that waits in the queue, by the key of its click. */
        delete: operations["giveUpLaunch"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in. The 401 to a stranger names the site and sets the cookie `__Host-usher-csrf`. */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what one likes. */
        patch: operations["prefer"];
        trace?: never;
    };
    "/api/v1/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The addresses of hosts that one's client may try to reach itself; none where it may not. */
        get: operations["reach"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the user may open. */
        get: operations["resources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own sessions. */
        get: operations["sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Logs the session off. What was not saved is lost. */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the client off the session, which runs on. */
        post: operations["disconnectSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/windows/{window}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks a window to close. */
        post: operations["closeWindow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/windows/{window}/raise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings a window to the front. */
        post: operations["raiseWindow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in. The answer sets the cookie `__Host-usher`. */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs a client program in with a grant that a page gave it. The grant is used up by the first try. The answer sets the cookie `__Host-usher`. */
        post: operations["signInWithGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the portal session, its tickets and its streams. Sessions on hosts run on. */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics in Prometheus' text format. */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AdminLaunch: {
            /** Format: uuid */
            id: string;
            user: string;
            resource: string | null;
            host: string | null;
            /** @description An ISO date-time. */
            at: string;
            /** @enum {string} */
            state: "pending" | "connecting" | "running" | "opened" | "failed" | "expired";
            reason: string | null;
            /** @description What the reason does not tell. */
            detail: string | null;
            /** @enum {string} */
            client: "browser" | "rdp";
            /** @description The address that the click came from. */
            address: string;
            stages: components["schemas"]["Stage"][];
            /** @description The stage that is waited for, longer than usual on the host; null when all is well. */
            stuck: components["schemas"]["Stuck"] | null;
            placement: components["schemas"]["Placement"] | null;
        };
        AdminResource: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "application" | "desktop" | "document" | "web" | "folder";
            name: string;
            folder: string;
            target: string;
            arguments: string[];
            startIn: string;
            icon: string | null;
            iconDigest: string | null;
            enabled: boolean;
            users: string[];
            groups: string[];
            hosts: string[];
            policy: components["schemas"]["PartialPolicy"];
            opener: string;
            /** @enum {string} */
            where: "host" | "device" | "device-or-host";
            kiosk: boolean;
            single: boolean;
            available: boolean;
            message: string;
            /** Format: int32 */
            maxUses: number;
            /** @enum {string} */
            credentials: "ask" | "account" | "kerberos";
            account: string;
            /** @description Whether there is a password of the service account. */
            accountPasswordSet: boolean;
            autoStart: boolean;
            extensions: string[];
            perHost: components["schemas"]["PerHost"][];
        };
        AdminResourceForm: {
            /** @enum {string|null} */
            kind?: "application" | "desktop" | "document" | "web" | "folder" | null;
            name?: string | null;
            folder?: string | null;
            /** @description The program of an application (a desktop may have none); a document's path on the host; a web application's address; a share, as `\\server\share\folder` or `smb://server/share/folder`. */
            target?: string | null;
            arguments?: string[] | null;
            startIn?: string | null;
            iconDigest?: string | null;
            enabled?: boolean | null;
            users?: string[] | null;
            groups?: string[] | null;
            hosts?: string[] | null;
            /** @description What it says on what its sessions may do; nothing when absent. */
            policy?: components["schemas"]["PolicyForm"] | null;
            /** @description The program that opens a document, web application or folder; empty for what the host has for it. */
            opener?: string | null;
            /**
             * @description Where a web application opens.
             * @enum {string|null}
             */
            where?: "host" | "device" | "device-or-host" | null;
            /** @description Whether the host's browser fills the session and has no way out of the web application. */
            kiosk?: boolean | null;
            /** @description Whether a user has one instance of it at most. */
            single?: boolean | null;
            /** @description Whether it can be opened; if not, users see it all the same, with the message. */
            available?: boolean | null;
            message?: string | null;
            /**
             * Format: int32
             * @description How many users may have it open at the same time; 0 for any number.
             */
            maxUses?: number | null;
            /**
             * @description With what a network folder is opened: each person's own that the session asks for, a service account, or the person's Kerberos ticket on the host.
             * @enum {string|null}
             */
            credentials?: "ask" | "account" | "kerberos" | null;
            /** @description The service account's name, with its domain if it has one. */
            account?: string | null;
            /** @description Its password; the one that is kept when absent. It is never given out again. */
            accountPassword?: string | null;
            /** @description Whether it opens by itself when a session of the user begins with something else, under the same policy. */
            autoStart?: boolean | null;
            /** @description The endings of the names of files that an application opens, such as `odt`; for `usher connect integrate`. */
            extensions?: string[] | null;
            /** @description What is different on some hosts. */
            perHost?: components["schemas"]["PerHostForm"][] | null;
        };
        AdminSession: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "applications" | "desktop";
            host: string;
            /** Format: uuid */
            hostId: string;
            /** @description Whether its host has an agent that knows of it. */
            managed: boolean;
            /** @enum {string} */
            state: "starting" | "active" | "disconnected" | "unknown";
            /** Format: int64 */
            startedSecondsAgo: number;
            windows: components["schemas"]["SessionWindow"][];
            resources: string[];
            user: components["schemas"]["SessionOwner"];
            account: string;
            clientAddress: string | null;
            /** @description Who looks at it now; null when nobody does, or when its host does not tell. */
            client: components["schemas"]["SessionClient"] | null;
        };
        AdminUser: {
            /** Format: uuid */
            id: string;
            name: string;
            displayName: string;
            administrator: boolean;
            enabled: boolean;
            /** @description Whether the name is closed after wrong passwords. */
            locked: boolean;
            groups: string[];
            account: components["schemas"]["HostAccount"] | null;
            /** Format: int64 */
            lastSignInSecondsAgo: number | null;
        };
        AuditFact: {
            /** Format: int64 */
            id: number;
            /** @description An ISO date-time. */
            at: string;
            actor: string;
            address: string;
            action: string;
            object: string;
            /** @enum {string} */
            outcome: "done" | "refused" | "failed";
            reason: string | null;
            details: {
                [key: string]: string;
            };
        };
        Candidate: {
            /** Format: uuid */
            host: string;
            name: string;
            /** Format: double */
            sessions: number;
            /**
             * Format: double
             * @description Null for a host that reports nothing.
             */
            cpu: number | null;
            /** Format: double */
            memory: number | null;
            /**
             * Format: double
             * @description The weighted mean of the ratios that count; 0 is idle and 1 is full.
             */
            score: number;
        };
        ChosenSessions: {
            sessions?: string[] | null;
        };
        ClientGrant: {
            grant: string;
        };
        ClientGrantRequest: {
            /** @description The SHA-256 of the verifier, base64url. */
            challenge?: string | null;
        };
        Connection: {
            /** @enum {string} */
            mode: "gateway-ssl" | "gateway" | "direct-ssl" | "direct" | "automatic";
            mayChoose: boolean;
            /** @description The ways that one's RDP client may ask for. */
            modes: string[];
        };
        ConnectionFile: {
            /** @description What to save it as. */
            name: string;
            /** @description The file's bytes, base64. */
            content: string;
            /** @enum {string} */
            mode: "gateway-ssl" | "gateway" | "direct-ssl" | "direct" | "automatic";
            /**
             * Format: int64
             * @description How long it may wait for its first use.
             */
            expiresSeconds: number;
            /** @description The same as an `rdp://` link, without a signature; null where a link cannot say it. */
            link: string | null;
            hostSignOn: boolean;
            /** @description The SHA-256 of the certificate that the host will show, in hexadecimal; null where the farm does not know it. */
            hostCertificate: string | null;
        };
        Enforced: {
            /** @enum {string} */
            clipboard: "front" | "host" | "advice";
            /** @enum {string} */
            drives: "front" | "host" | "advice";
            /** @enum {string} */
            printers: "front" | "host" | "advice";
            /** @enum {string} */
            audio: "front" | "host" | "advice";
        };
        Farm: {
            /** @description Where clients reach the gateways; null when nobody knows. */
            publicAddress: string | null;
            fileSigner: components["schemas"]["FileSigner"];
            /** @description The farm CA's certificate, PEM. */
            authority: string;
        };
        Fault: {
            field: string;
            message: string;
        };
        FileSigner: {
            /** @description What Windows policies name trusted publishers by. */
            sha1: string;
            sha256: string;
            subject: string;
        };
        GrantSignIn: {
            grant?: string | null;
            /** @description What the challenge was made of, 43 to 128 characters. */
            verifier?: string | null;
        };
        Group: {
            /** Format: uuid */
            id: string;
            name: string;
            members: string[];
            /** @enum {string|null} */
            connectionMode: "gateway-ssl" | "gateway" | "direct-ssl" | "direct" | "automatic" | null;
            policy: components["schemas"]["PartialPolicy"];
        };
        GroupForm: {
            name?: string | null;
            members?: string[] | null;
            /**
             * @description Null for no word on it; absent leaves it.
             * @enum {string|null}
             */
            connectionMode?: "gateway-ssl" | "gateway" | "direct-ssl" | "direct" | "automatic" | null;
            /** @description Put in the place of what the group said before; absent leaves it. */
            policy?: components["schemas"]["PolicyForm"] | null;
        };
        Host: {
            /** Format: uuid */
            id: string;
            name: string;
            target: string;
            /** @enum {string} */
            state: "enabled" | "draining" | "draining-until-reboot" | "maintenance" | "disabled";
            /** Format: int32 */
            maxSessions: number;
            version: string;
            /** @enum {string} */
            status: "ready" | "silent" | "never-reported" | "rdp-fails" | "front-not-ready" | "not-checked";
            /** Format: int64 */
            lastReportSecondsAgo: number | null;
            /**
             * Format: double
             * @description The busy part, from 0 to 1.
             */
            cpu: number | null;
            /**
             * Format: double
             * @description The used part, from 0 to 1.
             */
            memory: number | null;
            /** Format: int32 */
            sessions: number;
            /** @description An ISO date-time; null for an unmanaged host. */
            certificateExpires: string | null;
            /** @enum {string} */
            kind: "managed" | "unmanaged";
            /**
             * @description Which ways of the clipboard its RDP server leaves open to everybody.
             * @enum {string}
             */
            clipboard: "none" | "to-session" | "from-session" | "both";
            /**
             * @description Who signs users on, the farm or the host itself.
             * @enum {string}
             */
            signOn: "usher" | "host";
            /**
             * @description Of an unmanaged host, else null.
             * @enum {string|null}
             */
            system: "windows" | "other" | null;
            /** @description Of an unmanaged host, else null. */
            proof: components["schemas"]["HostProof"] | null;
            /** @description What is told to users whom its maintenance leaves without a host. */
            message: string;
            /**
             * Format: int32
             * @description How many sessions may begin on it at once; null for the site's number.
             */
            maxLogons: number | null;
        };
        HostAccount: {
            name: string;
            /** Format: int32 */
            uid: number;
            /** @enum {string} */
            origin: "existing" | "created";
        };
        HostApplication: {
            id: string;
            name: string;
            comment: string;
            command: string[];
            desktop: boolean;
            icon: string | null;
            iconDigest: string | null;
        };
        HostCertificate: {
            sha256: string;
            subject: string;
            issuer: string;
            /** @description An ISO date-time. */
            notAfter: string;
            /** @description Whether the host wants credentials before the session (CredSSP). */
            nla: boolean;
        };
        HostCertificateRequest: {
            address?: string | null;
        };
        HostChange: {
            name?: string | null;
            /** @enum {string|null} */
            state?: "enabled" | "draining" | "draining-until-reboot" | "maintenance" | "disabled" | null;
            /** Format: int32 */
            maxSessions?: number | null;
            /** @description At most 500 characters; told to users whom the state `maintenance` leaves without a host. */
            message?: string | null;
            /**
             * Format: int32
             * @description 1 to 100; 0 for the site's number.
             */
            maxLogons?: number | null;
        };
        HostProof: {
            /** @enum {string} */
            kind: "pinned" | "authority";
            sha256: string | null;
        };
        HostProofForm: {
            /** @enum {string|null} */
            kind?: "pinned" | "authority" | null;
            /** @description The digest of the certificate (DER), hexadecimal digits, for `pinned`. */
            sha256?: string | null;
        };
        Icon: {
            digest: string;
            url: string;
        };
        JoinToken: {
            token: string;
            /** @description The line to paste on the machine. */
            command: string;
            /** @description An ISO date-time. */
            expires: string;
        };
        JoinTokenRequest: {
            /** @enum {string|null} */
            role?: "host" | "gateway" | null;
            /**
             * Format: int32
             * @description 1 to 10080; 60 when absent.
             */
            validMinutes?: number | null;
        };
        Launch: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            key: string;
            /** @enum {string} */
            state: "pending" | "connecting" | "running" | "opened" | "failed" | "expired";
            reason: string | null;
            /** @description The host's name; null before one is chosen. */
            host: string | null;
            stages: components["schemas"]["Stage"][];
            /** @description The stage that is waited for, longer than usual on the host; null when all is well. */
            stuck: components["schemas"]["Stuck"] | null;
            /**
             * Format: int32
             * @description How many wait in the queue before it, and itself; 1 is next, null when it does not wait.
             */
            queuePosition: number | null;
        };
        LaunchAnswer: {
            /** Format: uuid */
            launch: string;
            /** Format: uuid */
            session: string;
            /** @enum {string} */
            outcome: "connect" | "file" | "opened";
            /** @description Opens the stream; null when there is a file, or the resource opens in a session that is connected already. */
            ticket: string | null;
            /** @description The destination to name in the stream; null when there is no ticket. */
            target: string | null;
            /** @description For an RDP client, else null. A secret until its first use. */
            file: components["schemas"]["ConnectionFile"] | null;
            /** @description What the session may do, on the host that was chosen. */
            policy: components["schemas"]["PolicyView"];
            /** @description Whether the host asks for the user's own credentials. */
            hostSignOn: boolean;
        };
        LaunchClient: {
            /**
             * @description The page itself, or an RDP client by a connection file; `browser` when absent.
             * @enum {string|null}
             */
            kind?: "browser" | "rdp" | null;
            /**
             * @description Where the RDP client finds the connect code; `password` when absent.
             * @enum {string|null}
             */
            carrier?: "password" | "routing-token" | null;
            /**
             * @description By which way the RDP client wants to come; its user's way when absent.
             * @enum {string|null}
             */
            mode?: "gateway-ssl" | "gateway" | "direct-ssl" | "direct" | "automatic" | null;
        };
        LaunchRequest: {
            /**
             * Format: uuid
             * @description A UUID that the page makes for each click, and repeats when it repeats the request.
             */
            key?: string | null;
            /**
             * Format: uuid
             * @description What to open; either this or `session`.
             */
            resource?: string | null;
            /**
             * Format: uuid
             * @description A session to return to; either this or `resource`.
             */
            session?: string | null;
            /** @description A session of its own, where another one runs already. */
            another?: boolean | null;
            /**
             * Format: int32
             * @description The picture's width in pixels; the nearest that a session can have is taken.
             */
            width: number;
            /**
             * Format: int32
             * @description The picture's height in pixels.
             */
            height: number;
            /** @description The sessions that this page is connected to at the moment. */
            attached?: string[] | null;
            /** @description With what the session is to be opened; the page itself when absent. */
            client?: components["schemas"]["LaunchClient"] | null;
        };
        LaunchTime: {
            /** Format: uuid */
            host: string;
            name: string;
            /** @enum {string} */
            stage: "authenticated" | "queued" | "placed" | "ticket" | "tunnel" | "host-connected" | "sign-on" | "session-created" | "launcher" | "first-window";
            /**
             * Format: int64
             * @description Half of the launches needed no longer.
             */
            p50Ms: number;
            /**
             * Format: int64
             * @description 95 of 100 launches needed no longer.
             */
            p95Ms: number;
            /**
             * Format: int64
             * @description Of how many launches.
             */
            count: number;
        };
        Me: {
            /** Format: uuid */
            id: string;
            name: string;
            displayName: string;
            administrator: boolean;
            site: components["schemas"]["Site"];
            preferences: components["schemas"]["Preferences"];
            connection: components["schemas"]["Connection"];
        };
        NewHost: {
            name?: string | null;
            /** @description A host name or IP address, with the port if it is not 3389. */
            address?: string | null;
            /** @enum {string|null} */
            system?: "windows" | "other" | null;
            /**
             * Format: int32
             * @description 1 to 10000; 50 when absent.
             */
            maxSessions?: number | null;
            proof?: components["schemas"]["HostProofForm"] | null;
        };
        NewUser: {
            name?: string | null;
            displayName?: string | null;
            /** @description 10 to 256 characters. */
            password?: string | null;
            administrator?: boolean | null;
            groups?: string[] | null;
        };
        PartialPolicy: {
            /** @enum {string|null} */
            clipboard: "none" | "to-session" | "from-session" | "both" | null;
            drives: boolean | null;
            printers: boolean | null;
            audio: boolean | null;
            /** Format: int32 */
            idleMinutes: number | null;
            /** Format: int32 */
            disconnectedMinutes: number | null;
            /** Format: int32 */
            sessionMinutes: number | null;
        };
        PerHost: {
            /** Format: uuid */
            host: string;
            /** @description Null as everywhere. */
            target: string | null;
            /** @description All of them; null as everywhere. */
            arguments: string[] | null;
            /** @description Null as everywhere. */
            startIn: string | null;
        };
        PerHostForm: {
            /**
             * Format: uuid
             * @description A host's id; each host once.
             */
            host?: string | null;
            /** @description Null or absent as everywhere, as with the others; one of them has to be said. */
            target?: string | null;
            /** @description All of them. */
            arguments?: string[] | null;
            startIn?: string | null;
        };
        Placement: {
            /**
             * @description By what the candidates were compared; null in old ones.
             * @enum {string|null}
             */
            method: "resources" | "round-robin" | null;
            /** Format: uuid */
            chosen: string | null;
            candidates: components["schemas"]["Candidate"][];
            rejected: components["schemas"]["Rejected"][];
        };
        PlacementSettings: {
            /** @enum {string} */
            method: "resources" | "round-robin";
            /**
             * Format: double
             * @description How much sessions count for a host's load, 0 for nothing; so with the other weights.
             */
            sessionsWeight: number;
            /** Format: double */
            cpuWeight: number;
            /** Format: double */
            memoryWeight: number;
            /**
             * Format: int32
             * @description A host that has not reported for so long is not used.
             */
            deadSeconds: number;
            /**
             * Format: int32
             * @description How often hosts report.
             */
            reportSeconds: number;
            /**
             * Format: int32
             * @description How many sessions may begin at once on a host that has no cap of its own; 0 for any number.
             */
            logonsPerHost: number;
            /**
             * Format: int32
             * @description How long a launch may wait in the queue.
             */
            queueSeconds: number;
        };
        PlacementSettingsForm: {
            /** @enum {string|null} */
            method?: "resources" | "round-robin" | null;
            /**
             * Format: double
             * @description 0 or more, as the other weights; one of them above 0.
             */
            sessionsWeight?: number | null;
            /** Format: double */
            cpuWeight?: number | null;
            /** Format: double */
            memoryWeight?: number | null;
            /**
             * Format: int32
             * @description 5 to 300, and at least three times `reportSeconds`.
             */
            deadSeconds?: number | null;
            /**
             * Format: int32
             * @description 1 to 60.
             */
            reportSeconds?: number | null;
            /**
             * Format: int32
             * @description 0 to 100; 0 for any number.
             */
            logonsPerHost?: number | null;
            /**
             * Format: int32
             * @description 10 to 600.
             */
            queueSeconds?: number | null;
        };
        Policy: {
            /** @enum {string} */
            clipboard: "none" | "to-session" | "from-session" | "both";
            drives: boolean;
            printers: boolean;
            audio: boolean;
            /**
             * Format: int32
             * @description After how long without input a connection ends; 0 for never.
             */
            idleMinutes: number;
            /**
             * Format: int32
             * @description After how long without a client a session is logged off; 0 for never.
             */
            disconnectedMinutes: number;
            /**
             * Format: int32
             * @description After how long a session is logged off in any case; 0 for never.
             */
            sessionMinutes: number;
        };
        PolicyForm: {
            /**
             * @description Null or absent says nothing on it, as with the others.
             * @enum {string|null}
             */
            clipboard?: "none" | "to-session" | "from-session" | "both" | null;
            drives?: boolean | null;
            printers?: boolean | null;
            audio?: boolean | null;
            /**
             * Format: int32
             * @description 0 to 10080; 0 for never.
             */
            idleMinutes?: number | null;
            /**
             * Format: int32
             * @description 0 to 10080; 0 for never.
             */
            disconnectedMinutes?: number | null;
            /**
             * Format: int32
             * @description 0 to 10080; 0 for never.
             */
            sessionMinutes?: number | null;
        };
        PolicyView: {
            /** @enum {string} */
            clipboard: "none" | "to-session" | "from-session" | "both";
            drives: boolean;
            printers: boolean;
            audio: boolean;
            /** Format: int32 */
            idleMinutes: number;
            /** Format: int32 */
            disconnectedMinutes: number;
            /** Format: int32 */
            sessionMinutes: number;
            enforced: components["schemas"]["Enforced"];
        };
        Preferences: {
            /** @enum {string} */
            openIn: "browser" | "rdp" | "ask";
        };
        PreferencesChange: {
            /** @enum {string|null} */
            openIn?: "browser" | "rdp" | "ask" | null;
        };
        /** @description Why a request was refused (RFC 9457). */
        Problem: {
            type?: string;
            status: number;
            title: string;
            /** @description A sentence for a person. */
            detail: string;
            instance?: string;
            /** @description The reason, stable. */
            code: string;
            /**
             * Format: uuid
             * @description The launch that was refused.
             */
            launch?: string;
            /** @description What an administrator wants to be told with it. */
            message?: string;
            /** @description Of a launch that waits in the queue; 1 is next. */
            queuePosition?: number;
            /** @description When the next try may come. */
            retryAfterSeconds?: number;
            faults?: components["schemas"]["Fault"][];
            site?: components["schemas"]["Site"];
        };
        Reach: {
            host: string;
            address: string;
        };
        Rejected: {
            /** Format: uuid */
            host: string;
            name: string;
            /** @enum {string} */
            because: "host-not-offered" | "host-disabled" | "host-draining" | "host-maintenance" | "host-never-reported" | "host-silent" | "host-not-listening" | "host-rdp-fails" | "host-full" | "host-logons-full" | "host-logons-queued" | "host-other-session" | "host-no-account" | "host-desktop-only" | "host-rdp-client-only" | "host-no-rdp-address" | "host-declined";
        };
        Resource: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            kind: "application" | "desktop" | "document" | "web" | "folder";
            /** @description Folders, outermost first, parted by `/`; empty for none. */
            folder: string;
            /** @description A path of this API. */
            icon: string | null;
            /** @description Whether every host that offers it asks for the user's own credentials. */
            hostSignOn: boolean;
            /** @description What its sessions may do, before a host is chosen. */
            policy: components["schemas"]["PolicyView"];
            /**
             * @description Where a web application opens; RDP clients always get the host's browser.
             * @enum {string}
             */
            where: "host" | "device" | "device-or-host";
            /** @description What the device itself opens; null for what opens on a host alone. */
            address: string | null;
            /** @description Whether a click on what runs already brings its window to the front, and another one cannot be had. */
            single: boolean;
            /** @description Whether it can be opened at the moment. */
            available: boolean;
            /** @description What users are told about that; may be empty. */
            message: string;
            /** @description The endings of the names of files that it opens, in small letters and without a dot. */
            extensions: string[];
        };
        Session: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "applications" | "desktop";
            host: string;
            /** @description Whether its host has an agent that knows of it. */
            managed: boolean;
            /** @enum {string} */
            state: "starting" | "active" | "disconnected" | "unknown";
            /** Format: int64 */
            startedSecondsAgo: number;
            windows: components["schemas"]["SessionWindow"][];
            resources: string[];
        };
        SessionClient: {
            /** @enum {string} */
            kind: "browser" | "rdp";
            /** @description The machine of an RDP client, or a page's browser, as they say themselves; empty when they do not. */
            name: string;
            /** @description The build number that an RDP client gives, or the browser's version. */
            version: string;
            /**
             * @description By which way it came.
             * @enum {string}
             */
            mode: "gateway-ssl" | "gateway" | "direct-ssl" | "direct" | "automatic";
            /**
             * Format: int64
             * @description For how long there has been no input.
             */
            idleSeconds: number;
            /**
             * Format: int64
             * @description How much it has sent since it came.
             */
            bytesIn: number;
            /**
             * Format: int64
             * @description How much it was sent since it came.
             */
            bytesOut: number;
            /**
             * Format: int64
             * @description How much it sent in each of the last seconds.
             */
            bytesInPerSecond: number;
            /**
             * Format: int64
             * @description How much it was sent in each of the last seconds.
             */
            bytesOutPerSecond: number;
        };
        SessionMessage: {
            sessions?: string[] | null;
            /** @description Up to 1000 characters; lines may be parted. */
            text?: string | null;
        };
        SessionOutcome: {
            /** Format: uuid */
            session: string;
            done: boolean;
            /** @description Null when it was done: host-not-answering, session-unknown, host-failed, host-unmanaged, message-not-shown. */
            reason: string | null;
        };
        SessionOutcomes: {
            results: components["schemas"]["SessionOutcome"][];
        };
        SessionOwner: {
            /** Format: uuid */
            id: string;
            name: string;
            displayName: string;
        };
        SessionWindow: {
            id: string;
            title: string;
            active: boolean;
            /** Format: uuid */
            resource: string | null;
        };
        SignIn: {
            name: string;
            password: string;
        };
        Site: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        SiteChange: {
            name?: string | null;
            accountsOnDemand?: boolean | null;
            /** Format: int32 */
            sessionEndsAfterSeconds?: number | null;
            /** @description A host, or host and port; empty to believe each request. */
            publicAddress?: string | null;
            /** @enum {string|null} */
            connectionMode?: "gateway-ssl" | "gateway" | "direct-ssl" | "direct" | "automatic" | null;
            clientsMayChoose?: boolean | null;
            addressBound?: boolean | null;
            policy?: components["schemas"]["PolicyForm"] | null;
        };
        SiteSettings: {
            /** Format: uuid */
            id: string;
            name: string;
            accountsOnDemand: boolean;
            /** Format: int32 */
            sessionEndsAfterSeconds: number;
            /** @description Under which host, and port, clients reach the gateways; null when a request's own word counts. */
            publicAddress: string | null;
            /** @enum {string} */
            connectionMode: "gateway-ssl" | "gateway" | "direct-ssl" | "direct" | "automatic";
            clientsMayChoose: boolean;
            /** @description Whether a connection file is good for nobody but the address that used it first. */
            addressBound: boolean;
            policy: components["schemas"]["Policy"];
        };
        Stage: {
            /** @enum {string} */
            stage: "authenticated" | "queued" | "placed" | "ticket" | "tunnel" | "host-connected" | "sign-on" | "session-created" | "launcher" | "first-window";
            /**
             * Format: int64
             * @description Milliseconds since the click came to the broker.
             */
            ms: number;
            /**
             * Format: int64
             * @description Milliseconds since the stage before it. From the ticket on the client's stages and the session's go on side by side.
             */
            spentMs: number;
            /** @description Whether it took longer than usual on its host. */
            slow: boolean;
            /** @description A reason code; null when the stage was reached. */
            failure: string | null;
        };
        Stuck: {
            /** @enum {string} */
            stage: "authenticated" | "queued" | "placed" | "ticket" | "tunnel" | "host-connected" | "sign-on" | "session-created" | "launcher" | "first-window";
            /**
             * Format: int64
             * @description Since when it is waited for.
             */
            seconds: number;
        };
        UserChange: {
            displayName?: string | null;
            /** @description 10 to 256 characters. */
            password?: string | null;
            administrator?: boolean | null;
            enabled?: boolean | null;
            /** @description Opens a name that was closed after wrong passwords. */
            unlock?: boolean | null;
            groups?: string[] | null;
            /** @description The account on the hosts; null takes it away. */
            account?: {
                name: string;
                /** Format: int32 */
                uid: number;
            } | null;
        };
    };
    responses: {
        /** @description Refused: account-none, account-refused, document-missing, launch-given-up, launch-under-way, mode-not-allowed, no-rdp-address, program-missing, rdp-client-required, resource-in-use, resource-unavailable, session-conflict. */
        "account-none.account-refused.document-missing.launch-given-up.launch-under-way.mode-not-allowed.no-rdp-address.program-missing.rdp-client-required.resource-in-use.resource-unavailable.session-conflict": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "account-none" | "account-refused" | "document-missing" | "launch-given-up" | "launch-under-way" | "mode-not-allowed" | "no-rdp-address" | "program-missing" | "rdp-client-required" | "resource-in-use" | "resource-unavailable" | "session-conflict";
                };
            };
        };
        /** @description Refused: account-taken, last-administrator. */
        "account-taken.last-administrator": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "account-taken" | "last-administrator";
                };
            };
        };
        /** @description Refused: administrator-required. */
        "administrator-required": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "administrator-required";
                };
            };
        };
        /** @description Refused: administrator-required, csrf. */
        "administrator-required.csrf": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "administrator-required" | "csrf";
                };
            };
        };
        /** @description Refused: all-full, host-disabled, host-maintenance, host-not-answering, launch-queued, no-host-available, no-host-offers, queue-timeout. */
        "all-full.host-disabled.host-maintenance.host-not-answering.launch-queued.no-host-available.no-host-offers.queue-timeout": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "all-full" | "host-disabled" | "host-maintenance" | "host-not-answering" | "launch-queued" | "no-host-available" | "no-host-offers" | "queue-timeout";
                };
            };
        };
        /** @description Refused: csrf. */
        csrf: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "csrf";
                };
            };
        };
        /** @description Refused: grant-refused. */
        "grant-refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "grant-refused";
                };
            };
        };
        /** @description Refused: host-failed. */
        "host-failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "host-failed";
                };
            };
        };
        /** @description Refused: host-not-answering. */
        "host-not-answering": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "host-not-answering";
                };
            };
        };
        /** @description Refused: invalid. */
        invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "invalid";
                };
            };
        };
        /** @description Refused: invalid, unreadable. */
        "invalid.unreadable": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "invalid" | "unreadable";
                };
            };
        };
        /** @description Refused: last-administrator, user-has-session. */
        "last-administrator.user-has-session": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "last-administrator" | "user-has-session";
                };
            };
        };
        /** @description Refused: launch-under-way. */
        "launch-under-way": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "launch-under-way";
                };
            };
        };
        /** @description Refused: name-taken. */
        "name-taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "name-taken";
                };
            };
        };
        /** @description Refused: not-found. */
        "not-found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "not-found";
                };
            };
        };
        /** @description Refused: not-found, session-unknown. */
        "not-found.session-unknown": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "not-found" | "session-unknown";
                };
            };
        };
        /** @description Refused for any reason. */
        refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Refused: resource-unknown, session-unknown. */
        "resource-unknown.session-unknown": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "resource-unknown" | "session-unknown";
                };
            };
        };
        /** @description Refused: session-unknown. */
        "session-unknown": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "session-unknown";
                };
            };
        };
        /** @description Refused: sign-in-failed. */
        "sign-in-failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "sign-in-failed";
                };
            };
        };
        /** @description Refused: sign-in-required. */
        "sign-in-required": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "sign-in-required";
                };
            };
        };
        /** @description Refused: sign-in-too-many. */
        "sign-in-too-many": {
            headers: {
                /** @description Seconds until the next try may come. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "sign-in-too-many";
                };
            };
        };
        /** @description Refused: too-large. */
        "too-large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "too-large";
                };
            };
        };
        /** @description Refused: unreadable. */
        unreadable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "unreadable";
                };
            };
        };
    };
    parameters: {
        /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
        csrf: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    audit: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000. */
                limit?: number;
                /** @description Only facts older than the one with this id. */
                before?: number;
                /** @description Only facts of this actor. */
                actor?: string;
                /** @description Only facts whose action begins so. */
                action?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditFact"][];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            default: components["responses"]["refused"];
        };
    };
    adminEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            default: components["responses"]["refused"];
        };
    };
    groups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"][];
                };
            };
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            default: components["responses"]["refused"];
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupForm"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            409: components["responses"]["name-taken"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            404: components["responses"]["not-found"];
            default: components["responses"]["refused"];
        };
    };
    changeGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupForm"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            404: components["responses"]["not-found"];
            409: components["responses"]["name-taken"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    hosts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Host"][];
                };
            };
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            default: components["responses"]["refused"];
        };
    };
    createHost: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHost"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Host"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    hostCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HostCertificateRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostCertificate"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            413: components["responses"]["too-large"];
            502: components["responses"]["host-not-answering"];
            default: components["responses"]["refused"];
        };
    };
    removeHost: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            404: components["responses"]["not-found"];
            default: components["responses"]["refused"];
        };
    };
    changeHost: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HostChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Host"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            404: components["responses"]["not-found"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    hostApplications: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostApplication"][];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            404: components["responses"]["not-found"];
            default: components["responses"]["refused"];
        };
    };
    keepIcon: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/png": unknown;
                "image/svg+xml": unknown;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Icon"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    createJoinToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinTokenRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinToken"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    launchTimes: {
        parameters: {
            query?: {
                /** @description Of the last so many hours, 1 to 168. */
                hours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LaunchTime"][];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            default: components["responses"]["refused"];
        };
    };
    adminLaunches: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000. */
                limit?: number;
                /** @description Only launches whose ids begin so; 4 digits or more. */
                id?: string;
                /** @description Only launches of the user of this name. */
                user?: string;
                /** @description Only launches on the host of this name. */
                host?: string;
                /** @description Only launches of the resource of this name. */
                resource?: string;
                /** @description Only launches in this state. */
                state?: string;
                /** @description Only launches from then on, an ISO date-time. */
                since?: string;
                /** @description Only launches that came to nothing. */
                failed?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminLaunch"][];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            default: components["responses"]["refused"];
        };
    };
    adminLaunch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminLaunch"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            404: components["responses"]["not-found"];
            default: components["responses"]["refused"];
        };
    };
    adminResources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminResource"][];
                };
            };
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            default: components["responses"]["refused"];
        };
    };
    publishResource: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdminResourceForm"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminResource"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            409: components["responses"]["name-taken"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    adminResource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminResource"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            404: components["responses"]["not-found"];
            default: components["responses"]["refused"];
        };
    };
    changeResource: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdminResourceForm"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminResource"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            404: components["responses"]["not-found"];
            409: components["responses"]["name-taken"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    withdrawResource: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            404: components["responses"]["not-found"];
            default: components["responses"]["refused"];
        };
    };
    adminSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminSession"][];
                };
            };
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            default: components["responses"]["refused"];
        };
    };
    disconnectSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChosenSessions"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOutcomes"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    logOffSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChosenSessions"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOutcomes"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    messageSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionMessage"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOutcomes"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    endAnySession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            404: components["responses"]["not-found.session-unknown"];
            502: components["responses"]["host-failed"];
            503: components["responses"]["host-not-answering"];
            default: components["responses"]["refused"];
        };
    };
    disconnectAnySession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            404: components["responses"]["not-found.session-unknown"];
            502: components["responses"]["host-failed"];
            503: components["responses"]["host-not-answering"];
            default: components["responses"]["refused"];
        };
    };
    siteSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteSettings"];
                };
            };
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            default: components["responses"]["refused"];
        };
    };
    changeSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteSettings"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    placementSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacementSettings"];
                };
            };
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            default: components["responses"]["refused"];
        };
    };
    changePlacementSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlacementSettingsForm"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacementSettings"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUser"][];
                };
            };
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            default: components["responses"]["refused"];
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUser"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            409: components["responses"]["name-taken"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUser"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            404: components["responses"]["not-found"];
            default: components["responses"]["refused"];
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            404: components["responses"]["not-found"];
            409: components["responses"]["last-administrator.user-has-session"];
            default: components["responses"]["refused"];
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUser"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required.csrf"];
            404: components["responses"]["not-found"];
            409: components["responses"]["account-taken.last-administrator"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    grantClient: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientGrantRequest"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientGrant"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["csrf"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["sign-in-required"];
            default: components["responses"]["refused"];
        };
    };
    farm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Farm"];
                };
            };
            default: components["responses"]["refused"];
        };
    };
    icon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                digest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": unknown;
                    "image/svg+xml": unknown;
                };
            };
            401: components["responses"]["sign-in-required"];
            404: components["responses"]["not-found"];
            default: components["responses"]["refused"];
        };
    };
    launch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LaunchRequest"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LaunchAnswer"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["csrf"];
            404: components["responses"]["resource-unknown.session-unknown"];
            409: components["responses"]["account-none.account-refused.document-missing.launch-given-up.launch-under-way.mode-not-allowed.no-rdp-address.program-missing.rdp-client-required.resource-in-use.resource-unavailable.session-conflict"];
            413: components["responses"]["too-large"];
            502: components["responses"]["host-failed"];
            503: components["responses"]["all-full.host-disabled.host-maintenance.host-not-answering.launch-queued.no-host-available.no-host-offers.queue-timeout"];
            default: components["responses"]["refused"];
        };
    };
    launchTimeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Launch"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            404: components["responses"]["not-found"];
            default: components["responses"]["refused"];
        };
    };
    giveUpLaunch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["csrf"];
            404: components["responses"]["not-found"];
            409: components["responses"]["launch-under-way"];
            default: components["responses"]["refused"];
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            401: components["responses"]["sign-in-required"];
            default: components["responses"]["refused"];
        };
    };
    prefer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesChange"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["csrf"];
            413: components["responses"]["too-large"];
            default: components["responses"]["refused"];
        };
    };
    reach: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reach"][];
                };
            };
            401: components["responses"]["sign-in-required"];
            default: components["responses"]["refused"];
        };
    };
    resources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resource"][];
                };
            };
            401: components["responses"]["sign-in-required"];
            default: components["responses"]["refused"];
        };
    };
    sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
            401: components["responses"]["sign-in-required"];
            default: components["responses"]["refused"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["csrf"];
            404: components["responses"]["session-unknown"];
            502: components["responses"]["host-failed"];
            503: components["responses"]["host-not-answering"];
            default: components["responses"]["refused"];
        };
    };
    disconnectSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["csrf"];
            404: components["responses"]["session-unknown"];
            502: components["responses"]["host-failed"];
            503: components["responses"]["host-not-answering"];
            default: components["responses"]["refused"];
        };
    };
    closeWindow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
                window: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["csrf"];
            404: components["responses"]["session-unknown"];
            502: components["responses"]["host-failed"];
            503: components["responses"]["host-not-answering"];
            default: components["responses"]["refused"];
        };
    };
    raiseWindow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path: {
                id: string;
                window: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["csrf"];
            404: components["responses"]["session-unknown"];
            502: components["responses"]["host-failed"];
            503: components["responses"]["host-not-answering"];
            default: components["responses"]["refused"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["invalid.unreadable"];
            401: components["responses"]["sign-in-failed"];
            403: components["responses"]["csrf"];
            413: components["responses"]["too-large"];
            429: components["responses"]["sign-in-too-many"];
            default: components["responses"]["refused"];
        };
    };
    signInWithGrant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantSignIn"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["unreadable"];
            401: components["responses"]["grant-refused"];
            403: components["responses"]["csrf"];
            413: components["responses"]["too-large"];
            429: components["responses"]["sign-in-too-many"];
            default: components["responses"]["refused"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description The value of the cookie `__Host-usher-csrf`, which the page can read and which any GET under /api sets when it is missing. Every request that changes something needs it, but not one with a token. Without it: 403 `csrf`. */
                "X-CSRF-Token"?: components["parameters"]["csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["csrf"];
            default: components["responses"]["refused"];
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["sign-in-required"];
            403: components["responses"]["administrator-required"];
            default: components["responses"]["refused"];
        };
    };
}
