using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FinOpsAI.Web.Channels.Email;

/// <summary>A server's reply (RFC 5321, 4.2).</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Lines">The texts of its lines.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code} {string.Join(' ', Lines)}");
}

/// <summary>The server said something else than was hoped for.</summary>
internal sealed class SmtpException(SmtpReply reply, string command) : Exception($"{command}: {reply}")
{
    /// <summary>4xx: the same may succeed later.</summary>
    public bool IsTransient { get; } = reply.Code is >= 400 and < 500;
}

/// <summary>One conversation with a mail server. Nothing but the greeting is said before the connection is encrypted.</summary>
internal sealed class SmtpSession(Stream connection, string host, X509Certificate2Collection trusted) : IAsyncDisposable
{
    private const int MaxLine = 2_000;
    private const int MaxLines = 100;

    private readonly byte[] _buffer = new byte[4_096];
    private Stream _stream = connection;
    private int _start;
    private int _end;
    private IReadOnlyList<string> _extensions = [];

    /// <summary>Opens the conversation.</summary>
    /// <param name="isImplicit">TLS from the first byte (port 465), else STARTTLS (port 587).</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task OpenAsync(bool isImplicit, CancellationToken cancellationToken)
    {
        if (isImplicit)
        {
            await EncryptAsync(cancellationToken);
        }

        Expect(await ReadAsync(cancellationToken), "greeting", 220);
        await HelloAsync(cancellationToken);
        if (!isImplicit)
        {
            // Required, never only tried: what stands in between could take the offer away.
            await SayAsync("STARTTLS", 220, null, cancellationToken);
            if (_start != _end)
            {
                throw new IOException("The server spoke out of turn before TLS.");
            }

            await EncryptAsync(cancellationToken);
            await HelloAsync(cancellationToken);
        }
    }

    /// <summary>Signs in with what the server offers, PLAIN before LOGIN.</summary>
    public async Task SignInAsync(string user, string password, CancellationToken cancellationToken)
    {
        var offered = _extensions.Where(line => line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase))
            .SelectMany(line => line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (offered.Contains("PLAIN") || !offered.Contains("LOGIN"))
        {
            await SayAsync($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", 235, null, cancellationToken);
            return;
        }

        await SayAsync("AUTH LOGIN", 334, null, cancellationToken);
        await SayAsync(Base64(user), 334, "AUTH LOGIN", cancellationToken);
        await SayAsync(Base64(password), 235, "AUTH LOGIN", cancellationToken);
    }

    /// <summary>Hands over a mail.</summary>
    /// <returns>What was said to addresses that the server refuses for good; the others have the mail.</returns>
    /// <exception cref="SmtpException">Nobody has it.</exception>
    public async Task<IReadOnlyList<string>> SendAsync(MailMessage mail, CancellationToken cancellationToken)
    {
        await SayAsync($"MAIL FROM:<{mail.From}>", 250, null, cancellationToken);
        var refused = new List<(string Address, SmtpReply Reply)>();
        foreach (var address in mail.To)
        {
            var reply = await AskAsync($"RCPT TO:<{address}>", cancellationToken);
            if (reply.Code is not (250 or 251))
            {
                // Put off for one is put off for all: sent now, the others would have it twice.
                refused.Add(reply.Code < 500 ? throw new SmtpException(reply, $"RCPT TO:<{address}>") : (address, reply));
            }
        }

        if (refused.Count == mail.To.Count)
        {
            throw new SmtpException(refused[0].Reply, $"RCPT TO:<{refused[0].Address}>");
        }

        await SayAsync("DATA", 354, null, cancellationToken);
        await WriteAsync(Stuff(mail.Write()) + ".\r\n", cancellationToken);
        Expect(await ReadAsync(cancellationToken), "DATA", 250);
        return [.. refused.Select(one => $"{one.Address}: {one.Reply}")];
    }

    /// <summary>Says goodbye; whether it is heard does not matter.</summary>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync("QUIT", cancellationToken);
        }
        catch (IOException)
        {
            // The mail is with the server already.
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>A dot at the beginning of a line would end the mail (RFC 5321, 4.5.2).</summary>
    internal static string Stuff(string text) =>
        (text.StartsWith('.') ? "." : "") + text.Replace("\r\n.", "\r\n..", StringComparison.Ordinal);

    private async Task HelloAsync(CancellationToken cancellationToken) =>
        _extensions = (await SayAsync($"EHLO {Name()}", 250, null, cancellationToken)).Lines;

    private async Task EncryptAsync(CancellationToken cancellationToken)
    {
        var tls = new SslStream(_stream);
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (trusted.Count > 0)
        {
            options.CertificateChainPolicy = new()
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        await tls.AuthenticateAsClientAsync(options, cancellationToken);
        _stream = tls;
    }

    private async Task<SmtpReply> SayAsync(string command, int expected, string? shownAs, CancellationToken cancellationToken)
    {
        // What is shown of a failure must not hold what signs in.
        var shown = shownAs ?? (command.StartsWith("AUTH", StringComparison.Ordinal) ? command.Split(' ')[0] + " " + command.Split(' ')[1] : command);
        var reply = await AskAsync(command, cancellationToken);
        Expect(reply, shown, expected);
        return reply;
    }

    private async Task<SmtpReply> AskAsync(string command, CancellationToken cancellationToken)
    {
        await WriteAsync(command + "\r\n", cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
    }

    private async Task<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < MaxLines)
        {
            var line = await LineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                throw new IOException("The server does not speak SMTP.");
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
            {
                return new(code, lines);
            }
        }

        throw new IOException("The server's reply has no end.");
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            for (; _start < _end; _start++)
            {
                if (_buffer[_start] == '\n')
                {
                    _start++;
                    return line.ToString().TrimEnd('\r');
                }

                line.Append(_buffer[_start] is >= 32 and < 127 ? (char)_buffer[_start] : _buffer[_start] == '\r' ? '\r' : '?');
            }

            if (line.Length > MaxLine)
            {
                throw new IOException("The server's line has no end.");
            }

            _start = 0;
            _end = await _stream.ReadAsync(_buffer, cancellationToken);
            if (_end == 0)
            {
                throw new IOException("The server closed the connection.");
            }
        }
    }

    private static void Expect(SmtpReply reply, string command, int code)
    {
        if (reply.Code != code)
        {
            throw new SmtpException(reply, command);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Name() =>
        Environment.MachineName is { Length: > 0 and < 64 } name && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-') ? name : "localhost";
}
