using System.Text;
using System.Text.RegularExpressions;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.TestSupport;
using FinOpsAI.Web.Channels.Email;

namespace FinOpsAI.Web.Tests.Channels;

public sealed partial class EmailChannelTests
{
    private static readonly EmailChannel Email = new(ChannelKit.Guard, ChannelKit.Web, ChannelKit.Time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, "PLAIN LOGIN")]
    [InlineData(false, "LOGIN")]
    [InlineData(true, "PLAIN")]
    public async Task Mail_arrives_signed_in_and_encrypted_with_text_and_html(bool isImplicit, string auth)
    {
        await using var server = SmtpServer.Start(isImplicit);
        server.Auth = auth;
        var channel = Channel(server, isImplicit) with { Language = NarrativeLanguage.Korean };
        Email.Check(channel).ShouldBeEmpty();

        var result = await Email.SendAsync(ChannelKit.Message(channel, ChannelKit.Notice()), Token);

        result.ShouldBe(SendResult.Delivered);
        var mail = server.Mails.ShouldHaveSingleItem();
        mail.WasEncrypted.ShouldBeTrue();
        mail.User.ShouldBe(SmtpServer.User);
        mail.To.ShouldBe(["mina@corp.example", "team@corp.example"]);
        Subject(mail).ShouldBe("prod-key: 지출 급증, $400.00 초과");
        mail.Data.ShouldContain("Message-ID: <0123456789abcdef0123456789abcdef@corp.example>");
        mail.Data.ShouldContain("Auto-Submitted: auto-generated");
        mail.Data.ShouldContain("Date: Fri, 20 Nov 2026 12:00:00 +0000");
        var parts = Parts().Matches(mail.Data).Select(part => Encoding.UTF8.GetString(Convert.FromBase64String(part.Groups[1].Value))).ToList();
        parts.Count.ShouldBe(2);
        parts[0].ShouldContain("11월 20일 12:00 UTC부터");
        parts[0].ShouldContain("https://finops.example/anomalies/abc");
        parts[1].ShouldContain("<html lang=\"ko\">");
        mail.Data.Split("\r\n").ShouldAllBe(line => line.Length <= 998 && line.All(letter => letter < 128));
    }

    [Fact]
    public async Task Mails_of_one_thread_refer_to_one_and_the_same()
    {
        await using var server = SmtpServer.Start();
        var channel = Channel(server);

        await Email.SendAsync(ChannelKit.Message(channel, ChannelKit.Notice()), Token);
        await Email.SendAsync(ChannelKit.Message(channel, ChannelKit.Notice(NoticePhase.Closed)), Token);

        server.Mails.Select(mail => Header(mail, "References")).Distinct().ShouldHaveSingleItem().ShouldStartWith("<thread.");
        server.Mails.ShouldAllBe(mail => Header(mail, "In-Reply-To") == Header(mail, "References"));
    }

    [Fact]
    public async Task A_server_without_STARTTLS_gets_neither_password_nor_mail()
    {
        await using var server = SmtpServer.Start();
        server.OffersStartTls = false;

        var result = await Email.SendAsync(ChannelKit.Message(Channel(server), ChannelKit.Notice()), Token);

        result.Outcome.ShouldBe(SendOutcome.Refused);
        server.Commands.ShouldAllBe(command => command.StartsWith("EHLO", StringComparison.Ordinal) || command == "STARTTLS");
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        await using var server = SmtpServer.Start();
        var channel = Channel(server);
        channel = channel with { Settings = channel.Settings.Where(pair => pair.Key != "ca_certificate").ToDictionary() };

        var result = await Email.SendAsync(ChannelKit.Message(channel, ChannelKit.Notice()), Token);

        result.Outcome.ShouldBe(SendOutcome.Later);
        server.Mails.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("MAIL", "451 try later", SendOutcome.Later)]
    [InlineData("MAIL", "550 no", SendOutcome.Refused)]
    [InlineData("RCPT", "450 greylisted", SendOutcome.Later)]
    [InlineData("RCPT", "550 unknown", SendOutcome.Refused)]
    [InlineData("AUTH", "535 wrong password", SendOutcome.Refused)]
    [InlineData("AUTH", "454 later", SendOutcome.Later)]
    public async Task Replies_mean_what_they_say(string command, string reply, SendOutcome outcome)
    {
        await using var server = SmtpServer.Start();
        server.Answer = line => line.StartsWith(command, StringComparison.Ordinal) ? reply : null;

        var result = await Email.SendAsync(ChannelKit.Message(Channel(server), ChannelKit.Notice()), Token);

        result.Outcome.ShouldBe(outcome);
        result.Message!.ShouldNotContain(SmtpServer.Password);
        result.Message!.ShouldNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{SmtpServer.User}\0{SmtpServer.Password}")));
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_refused_address_does_not_keep_the_mail_from_the_others()
    {
        await using var server = SmtpServer.Start();
        server.Answer = line => line.StartsWith("RCPT TO:<mina", StringComparison.Ordinal) ? "550 unknown" : null;

        var result = await Email.SendAsync(ChannelKit.Message(Channel(server), ChannelKit.Notice()), Token);

        result.Outcome.ShouldBe(SendOutcome.Delivered);
        result.Message!.ShouldContain("mina@corp.example");
        server.Mails.ShouldHaveSingleItem().To.ShouldBe(["team@corp.example"]);
    }

    [Fact]
    public void Line_breaks_cannot_smuggle_headers_and_lone_dots_cannot_end_a_mail()
    {
        var mail = new MailMessage(
            "a@b.example", "Evil\r\nBcc: x@y.example", ["c@d.example"], "Subject\r\nX-Injected: 1", ChannelKit.Now, "abc@b.example", "t@b.example", "text", "html");

        mail.Write().Split("\r\n").ShouldNotContain(line => line.StartsWith("Bcc", StringComparison.Ordinal) || line.StartsWith("X-Injected", StringComparison.Ordinal));
        SmtpSession.Stuff(".\r\n.\r\nx.\r\n").ShouldBe("..\r\n..\r\nx.\r\n");
    }

    [Theory]
    [InlineData("a@b.example", true)]
    [InlineData("a b@c.example", false)]
    [InlineData("a@b.example>\r\nDATA", false)]
    [InlineData("<a@b.example>", false)]
    [InlineData("a@b@c", false)]
    [InlineData("nobody", false)]
    public void Addresses_hold_nothing_that_a_server_would_take_for_a_command(string address, bool isFine) =>
        (MailMessage.Fault(address) is null).ShouldBe(isFine);

    private static Channel Channel(SmtpServer server, bool isImplicit = false) => ChannelKit.Channel(
        "email",
        new Dictionary<string, string> { ["password"] = SmtpServer.Password },
        new Dictionary<string, string>
        {
            ["host"] = "localhost", ["port"] = $"{server.Port}", ["security"] = isImplicit ? "tls" : "starttls", ["username"] = SmtpServer.User,
            ["from"] = "alerts@corp.example", ["to"] = "mina@corp.example, team@corp.example", ["ca_certificate"] = server.Pem,
        });

    private static string Header(ReceivedMail mail, string name) =>
        mail.Data.Split("\r\n").First(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];

    private static string Subject(ReceivedMail mail)
    {
        var unfolded = mail.Data[mail.Data.IndexOf("Subject: ", StringComparison.Ordinal)..].Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")[0];
        return string.Concat(Words().Matches(unfolded).Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value))));
    }

    [GeneratedRegex("""base64\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--""")]
    private static partial Regex Parts();

    [GeneratedRegex("""=\?utf-8\?B\?([A-Za-z0-9+/=]+)\?=""")]
    private static partial Regex Words();
}
