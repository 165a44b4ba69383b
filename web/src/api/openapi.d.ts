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
        /** Changes a group's name or members. */
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
        post?: never;
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
        /** Changes a host's name, state or cap. */
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
    "/api/v1/admin/launches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest launches with their placements. */
        get: operations["adminLaunches"];
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
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: `sessions` (all of one's own as `Session`s, at the beginning and on every change), `launch` (a `Launch`, whenever a stage is reached), `resources` (all of one's own as `Resource`s, on every change). A comment every 15 s. */
        get: operations["events"];
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
        /** Opens a resource, or returns to a session. Repeated with the same `key` it is the same launch. */
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
            stages: components["schemas"]["Stage"][];
            placement: components["schemas"]["Placement"] | null;
        };
        AdminResource: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "application" | "desktop";
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
        };
        AdminResourceForm: {
            /** @enum {string|null} */
            kind?: "application" | "desktop" | null;
            name?: string | null;
            folder?: string | null;
            target?: string | null;
            arguments?: string[] | null;
            startIn?: string | null;
            iconDigest?: string | null;
            enabled?: boolean | null;
            users?: string[] | null;
            groups?: string[] | null;
            hosts?: string[] | null;
        };
        AdminSession: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "applications" | "desktop";
            host: string;
            /** Format: uuid */
            hostId: string;
            /** @enum {string} */
            state: "starting" | "active" | "disconnected" | "unknown";
            /** Format: int64 */
            startedSecondsAgo: number;
            windows: components["schemas"]["SessionWindow"][];
            resources: string[];
            user: components["schemas"]["SessionOwner"];
            account: string;
            clientAddress: string | null;
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
            /** Format: double */
            cpu: number;
            /** Format: double */
            memory: number;
            /**
             * Format: double
             * @description The weighted mean of the ratios that count; 0 is idle and 1 is full.
             */
            score: number;
        };
        Fault: {
            field: string;
            message: string;
        };
        Group: {
            /** Format: uuid */
            id: string;
            name: string;
            members: string[];
        };
        GroupForm: {
            name?: string | null;
            members?: string[] | null;
        };
        Host: {
            /** Format: uuid */
            id: string;
            name: string;
            target: string;
            /** @enum {string} */
            state: "enabled" | "draining" | "disabled";
            /** Format: int32 */
            maxSessions: number;
            version: string;
            /** @enum {string} */
            status: "ready" | "silent" | "never-reported" | "rdp-fails" | "front-not-ready";
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
            /** @description An ISO date-time. */
            certificateExpires: string;
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
        HostChange: {
            name?: string | null;
            /** @enum {string|null} */
            state?: "enabled" | "draining" | "disabled" | null;
            /** Format: int32 */
            maxSessions?: number | null;
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
            stages: components["schemas"]["Stage"][];
        };
        LaunchAnswer: {
            /** Format: uuid */
            launch: string;
            /** Format: uuid */
            session: string;
            /** @enum {string} */
            outcome: "connect" | "opened";
            /** @description Opens the stream; null when the resource opens in a session that is connected already. */
            ticket: string | null;
            /** @description The destination to name in the stream; null when there is no ticket. */
            target: string | null;
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
        };
        Me: {
            /** Format: uuid */
            id: string;
            name: string;
            displayName: string;
            administrator: boolean;
            site: components["schemas"]["Site"];
        };
        NewUser: {
            name?: string | null;
            displayName?: string | null;
            /** @description 10 to 256 characters. */
            password?: string | null;
            administrator?: boolean | null;
            groups?: string[] | null;
        };
        Placement: {
            /** Format: uuid */
            chosen: string | null;
            candidates: components["schemas"]["Candidate"][];
            rejected: components["schemas"]["Rejected"][];
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
            /** @description When the next try may come. */
            retryAfterSeconds?: number;
            faults?: components["schemas"]["Fault"][];
            site?: components["schemas"]["Site"];
        };
        Rejected: {
            /** Format: uuid */
            host: string;
            name: string;
            /** @enum {string} */
            because: "host-not-offered" | "host-disabled" | "host-draining" | "host-never-reported" | "host-silent" | "host-not-listening" | "host-rdp-fails" | "host-full" | "host-other-session" | "host-declined";
        };
        Resource: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            kind: "application" | "desktop";
            /** @description Folders, outermost first, parted by `/`; empty for none. */
            folder: string;
            /** @description A path of this API. */
            icon: string | null;
        };
        Session: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "applications" | "desktop";
            host: string;
            /** @enum {string} */
            state: "starting" | "active" | "disconnected" | "unknown";
            /** Format: int64 */
            startedSecondsAgo: number;
            windows: components["schemas"]["SessionWindow"][];
            resources: string[];
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
        };
        SiteSettings: {
            /** Format: uuid */
            id: string;
            name: string;
            accountsOnDemand: boolean;
            /** Format: int32 */
            sessionEndsAfterSeconds: number;
        };
        Stage: {
            /** @enum {string} */
            stage: "authenticated" | "placed" | "ticket" | "tunnel" | "host-connected" | "sign-on" | "session-created" | "launcher" | "first-window";
            /**
             * Format: int64
             * @description Milliseconds since the click came to the broker.
             */
            ms: number;
            /** @description A reason code; null when the stage was reached. */
            failure: string | null;
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
        /** @description Refused: account-none, account-refused, launch-under-way, program-missing, session-conflict. */
        "account-none.account-refused.launch-under-way.program-missing.session-conflict": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "account-none" | "account-refused" | "launch-under-way" | "program-missing" | "session-conflict";
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
        /** @description Refused: all-full, host-not-answering, no-host-available, no-host-offers. */
        "all-full.host-not-answering.no-host-available.no-host-offers": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    code?: "all-full" | "host-not-answering" | "no-host-available" | "no-host-offers";
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
    adminLaunches: {
        parameters: {
            query?: {
                /** @description How many at most, 1 to 1000. */
                limit?: number;
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
            409: components["responses"]["account-none.account-refused.launch-under-way.program-missing.session-conflict"];
            413: components["responses"]["too-large"];
            502: components["responses"]["host-failed"];
            503: components["responses"]["all-full.host-not-answering.no-host-available.no-host-offers"];
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
