using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Channels.Outbound;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Channels.Email;

/// <summary>Mail by SMTP submission, always encrypted; the mails of one thread stand together in the reader's box.</summary>
internal sealed class EmailChannel(OutboundGuard guard, IOptions<WebOptions> options, TimeProvider time) : INoticeChannel
{
    private const int MaxReceivers = 50;
    private const string Implicit = "tls";
    private const string StartTls = "starttls";

    public ChannelKind Kind { get; } = new(
        "email",
        new("E-mail", "이메일"),
        new(
            "Mail over an SMTP server: port 587 with STARTTLS, or 465 with TLS. Without either nothing is sent.",
            "SMTP 서버로 보냅니다. 587 포트(STARTTLS) 또는 465 포트(TLS)를 쓰며, 암호화하지 않고는 보내지 않습니다."),
        [
            new("host", new("Server", "서버")) { IsRequired = true },
            new("security", new("Encryption", "암호화"), SourceSettingType.Choice) { Choices = [StartTls, Implicit], Default = StartTls },
            new("port", new("Port", "포트"), SourceSettingType.Number) { Help = new("587, or 465 with tls.", "587, tls이면 465입니다.") },
            new("username", new("User", "사용자")),
            new("password", new("Password", "비밀번호"), SourceSettingType.Secret),
            new("from", new("Sender's address", "보내는 주소")) { IsRequired = true },
            new("from_name", new("Sender's name", "보내는 이름")) { Default = "FinOpsAI" },
            new("to", new("Receivers", "받는 주소")) { IsRequired = true, Help = new("Addresses with commas between.", "주소를 쉼표로 구분합니다.") },
            new("ca_certificate", new("Trusted authority", "신뢰할 인증 기관"), SourceSettingType.Lines)
            {
                Help = new("PEM of the authority of the server's certificate, when it is not a public one.", "서버 인증서가 공인 기관의 것이 아니면 그 기관의 PEM입니다."),
            },
        ]);

    public IReadOnlyList<ChannelFault> Check(Channel channel)
    {
        var faults = new List<ChannelFault>();
        var settings = channel.Settings;
        if (!int.TryParse(settings.GetValueOrDefault("port", "587"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535)
        {
            faults.Add(new("port", "Expected a port from 1 to 65535."));
        }
        else if (guard.Fault($"https://{settings["host"]}:{port}/") is { } host)
        {
            faults.Add(new("host", host));
        }

        if (MailMessage.Fault(settings["from"]) is { } from)
        {
            faults.Add(new("from", from));
        }

        var receivers = Receivers(channel);
        if (receivers.Count is 0 or > MaxReceivers)
        {
            faults.Add(new("to", $"Expected 1 to {MaxReceivers} addresses."));
        }
        else if (receivers.Select(MailMessage.Fault).FirstOrDefault(fault => fault is not null) is { } to)
        {
            faults.Add(new("to", to));
        }

        if (settings.ContainsKey("username") != channel.Secrets.ContainsKey("password"))
        {
            faults.Add(new("password", "Expected a user with a password, or neither."));
        }

        if (Certificates(channel) is null)
        {
            faults.Add(new("ca_certificate", "Expected certificates in PEM."));
        }

        return faults;
    }

    public async Task<SendResult> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        var settings = message.Channel.Settings;
        var isImplicit = settings.GetValueOrDefault("security") == Implicit;
        var port = int.Parse(settings.GetValueOrDefault("port", isImplicit ? "465" : "587"), CultureInfo.InvariantCulture);
        try
        {
            var connection = await guard.ConnectAsync(settings["host"], port, cancellationToken);
            await using var session = new SmtpSession(connection, settings["host"], Certificates(message.Channel) ?? []);
            await session.OpenAsync(isImplicit, cancellationToken);
            if (settings.TryGetValue("username", out var user))
            {
                await session.SignInAsync(user, message.Channel.Secrets["password"], cancellationToken);
            }

            var refused = await session.SendAsync(Mail(message), cancellationToken);
            await session.QuitAsync(cancellationToken);
            return refused.Count == 0 ? SendResult.Delivered : new(SendOutcome.Delivered, $"Refused for some: {string.Join("; ", refused)}");
        }
        catch (OutboundRefusedException e)
        {
            return new(SendOutcome.Refused, e.Message);
        }
        catch (SmtpException e)
        {
            return new(e.IsTransient ? SendOutcome.Later : SendOutcome.Refused, e.Message);
        }
        catch (AuthenticationException)
        {
            return new(SendOutcome.Later, "The server's certificate is not trusted, or TLS failed.");
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return new(SendOutcome.Later, $"The mail server cannot be reached: {e.Message}");
        }
    }

    private MailMessage Mail(ChannelMessage message)
    {
        var settings = message.Channel.Settings;
        var language = message.Channel.Language;
        var notice = DigestText.Of(message.Notices, message.Key, message.Thread);
        var text = notice.TextIn(language);
        var link = new NoticeLinks(options.Value.PublicUrl).To(notice);
        var domain = settings["from"][(settings["from"].LastIndexOf('@') + 1)..];
        var thread = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Thread)).AsSpan(0, 16));
        return new(
            settings["from"],
            settings.GetValueOrDefault("from_name", "FinOpsAI"),
            Receivers(message.Channel),
            text.Title,
            time.GetUtcNow(),
            $"{message.Key}@{domain}",
            $"thread.{thread}@{domain}",
            MailText.Plain(text, link, language),
            MailText.Html(text, link, language));
    }

    private static List<string> Receivers(Channel channel) =>
        [.. channel.Settings.GetValueOrDefault("to", "").Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>The authorities to trust; empty for the system's; null when the text holds none.</summary>
    private static X509Certificate2Collection? Certificates(Channel channel)
    {
        var certificates = new X509Certificate2Collection();
        if (channel.Settings.TryGetValue("ca_certificate", out var pem))
        {
            try
            {
                certificates.ImportFromPem(pem);
            }
            catch (CryptographicException)
            {
                return null;
            }

            return certificates.Count > 0 ? certificates : null;
        }

        return certificates;
    }
}
