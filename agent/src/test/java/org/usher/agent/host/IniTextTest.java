package org.usher.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IniTextTest {

    private static final String TEXT = """
            ; port=1
            [Globals]
            ; port=2
            #port=2
            Port = 3389
            ip=0.0.0.0

            [Sessions]
            X11DisplayOffset=10
            """;

    private static String after(String text, String section, String key, String value) {
        IniText ini = new IniText(text);
        ini.set(section, key, value);
        assertThat(ini.value(section, key)).contains(value);
        return ini.text();
    }

    @Test
    void staysAsItWasWhenNothingIsSet() {
        for (String text : new String[] {TEXT, TEXT.strip(), "", "\n\n", "a=b\r\n[x]\r\n", "no section"}) {
            assertThat(new IniText(text).text()).isEqualTo(text);
        }
    }

    @Test
    void findsWhatIsSetInItsSection() {
        IniText ini = new IniText(TEXT);
        assertThat(ini.value("Globals", "port")).contains("3389");
        assertThat(ini.value("globals", "IP")).contains("0.0.0.0");
        assertThat(ini.value("Sessions", "port")).isEmpty();
        assertThat(ini.value("Globals", "X11DisplayOffset")).isEmpty();
        assertThat(ini.value("Missing", "port")).isEmpty();
        // A name that another one begins with.
        assertThat(new IniText("[a]\nportal=1\n").value("a", "port")).isEmpty();
    }

    @Test
    void changesOneLineAndNoOther() {
        assertThat(after(TEXT, "Globals", "port", "unix://x")).isEqualTo(TEXT.replace("Port = 3389", "port=unix://x"));
    }

    @Test
    void addsWhatIsMissing() {
        assertThat(after(TEXT, "Sessions", "Policy", "Default"))
                .isEqualTo(TEXT.replace("[Sessions]\n", "[Sessions]\nPolicy=Default\n"));
        assertThat(after(TEXT, "Security", "AllowRootLogin", "false"))
                .isEqualTo(TEXT + "[Security]\nAllowRootLogin=false\n");
        assertThat(after("a=b", "S", "k", "v")).isEqualTo("a=b\n[S]\nk=v\n");
        assertThat(after("", "S", "k", "v")).isEqualTo("[S]\nk=v\n");
    }

    @Test
    void leavesNoSecondLineThatCounts() {
        // xrdp obeys the last one: to change the first would change nothing.
        String twice = "[Globals]\nport=3389\nip=x\nport=3390\n";
        assertThat(new IniText(twice).value("Globals", "port")).contains("3390");
        assertThat(after(twice, "Globals", "port", "unix://x"))
                .isEqualTo("[Globals]\nport=unix://x\nip=x\nport=unix://x\n");
    }
}
