package org.usher.wire.tsgu;

/** HTTP_PACKET_TYPE (MS-TSGU 2.2.5.3). */
enum PacketType {
    HANDSHAKE_REQUEST(0x1),
    HANDSHAKE_RESPONSE(0x2),
    EXTENDED_AUTH_MSG(0x3),
    TUNNEL_CREATE(0x4),
    TUNNEL_RESPONSE(0x5),
    TUNNEL_AUTH(0x6),
    TUNNEL_AUTH_RESPONSE(0x7),
    CHANNEL_CREATE(0x8),
    CHANNEL_RESPONSE(0x9),
    DATA(0xA),
    SERVICE_MESSAGE(0xB),
    REAUTH_MESSAGE(0xC),
    KEEPALIVE(0xD),
    CLOSE_CHANNEL(0x10),
    CLOSE_CHANNEL_RESPONSE(0x11),
    /** Any other. */
    UNKNOWN(-1);

    private static final PacketType[] BY_NUMBER = new PacketType[CLOSE_CHANNEL_RESPONSE.number + 1];

    static {
        for (PacketType type : values()) {
            if (type != UNKNOWN) {
                BY_NUMBER[type.number] = type;
            }
        }
    }

    private final int number;

    PacketType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static PacketType of(int number) {
        PacketType type = number < BY_NUMBER.length ? BY_NUMBER[number] : null;
        return type == null ? UNKNOWN : type;
    }
}
