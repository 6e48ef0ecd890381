using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>The XML in which object stores answer; names count, their namespace does not, as compatible services differ in it.</summary>
internal static class StoreXml
{
    /// <summary>Reads an answer.</summary>
    /// <exception cref="SourceException">It is no XML, or of another kind.</exception>
    public static XElement Parse(string text, string root, string place)
    {
        try
        {
            // No document type: nothing of a store's answer is expanded or fetched.
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var element = XElement.Load(reader);
            return element.Name.LocalName == root
                ? element
                : throw new SourceException(SourceFaultCode.BadAnswer, $"{place}: got <{element.Name.LocalName}>, expected <{root}>.");
        }
        catch (XmlException e)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{place}: the answer is not whole XML: {e.Message}", null, e);
        }
    }

    public static IEnumerable<XElement> All(this XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    /// <summary>The text of a child; null when it is not there or empty.</summary>
    public static string? Text(this XElement? element, string name) =>
        element?.All(name).FirstOrDefault()?.Value is { Length: > 0 } text ? text : null;

    public static StoredObject Object(string key, string? version, string? modified, string? length)
    {
        DateTimeOffset.TryParse(modified, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at);
        _ = long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes);
        return new(key, string.Create(CultureInfo.InvariantCulture, $"{version?.Trim((char)34)}-{bytes:x}-{at.Ticks:x}"), at, bytes);
    }
}
