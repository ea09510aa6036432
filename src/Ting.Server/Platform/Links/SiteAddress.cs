namespace Ting.Server.Platform.Links;

/// <summary>Whole addresses of our pages, for messages that are read elsewhere. Without the setting <c>Site:Url</c> they begin at the root, which is right on the site itself only.</summary>
public sealed class SiteAddress(IConfiguration configuration)
{
    public bool IsKnown => !string.IsNullOrWhiteSpace(configuration["Site:Url"]);

    /// <param name="path">Begins with a slash.</param>
    public string Of(string path) => configuration["Site:Url"]?.TrimEnd('/') + path;
}
