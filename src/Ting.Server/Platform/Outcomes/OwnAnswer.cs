using Microsoft.AspNetCore.Diagnostics;

namespace Ting.Server.Platform.Outcomes;

public static class OwnAnswer
{
    /// <summary>The page says itself what happened, in its own words; the general page of that status stays away. Not for 404: of a page not found the framework writes nothing, so the general one has to.</summary>
    public static void AnswersItself(this HttpContext http, int status)
    {
        if (status is not StatusCodes.Status404NotFound && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        http.Response.StatusCode = status;
    }
}
