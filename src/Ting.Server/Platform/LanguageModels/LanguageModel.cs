using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using OpenAI;
using OpenAI.Chat;

namespace Ting.Server.Platform.LanguageModels;

/// <summary>
/// The language model that an installation may name: any service that speaks OpenAI's chat completions, at <c>LanguageModel:Address</c> (such as <c>http://127.0.0.1:11434/v1</c>), <c>LanguageModel:Name</c>
/// and, where the service asks for one, <c>LanguageModel:Key</c>; <c>LanguageModel:Seconds</c> is how long an answer is waited for (10). Nothing of Ting needs it.
/// </summary>
public sealed partial class LanguageModel(IConfiguration configuration, ILogger<LanguageModel> log)
{
    public const int LongestName = 100;

    private const int MostTokens = 1000;
    private const int UsualSeconds = 10;
    private const int MostSeconds = 60;

    public bool IsConfigured => Address is not null && Name is not null;

    /// <summary>As the service knows it; null without one.</summary>
    public string? Name => configuration["LanguageModel:Name"] is { Length: > 0 and <= LongestName } name ? name : null;

    /// <summary>Where what is asked goes.</summary>
    public string? Host => Address?.Authority;

    private Uri? Address => Uri.TryCreate(configuration["LanguageModel:Address"], UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    private TimeSpan Patience => TimeSpan.FromSeconds(
        int.TryParse(configuration["LanguageModel:Seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= MostSeconds ? seconds : UsualSeconds);

    /// <param name="instructions">What it is to be and to do.</param>
    /// <param name="talk">What was said, in turn, and which of it the model is to think it said itself; the last is another's.</param>
    /// <param name="cancel">Whoever asked has gone.</param>
    /// <returns>Null when it does not answer in time, or not in words.</returns>
    public async Task<string?> AnswerAsync(string instructions, IEnumerable<(bool ByModel, string Text)> talk, CancellationToken cancel)
    {
        if (Address is not { } address || Name is not { } name)
            return null;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            // Some services ask for no key, and the client does.
            var key = configuration["LanguageModel:Key"] is { Length: > 0 } given ? given : "none";
            var client = new ChatClient(name, new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = address, NetworkTimeout = Patience, RetryPolicy = new ClientRetryPolicy(0) });
            List<ChatMessage> messages = [new SystemChatMessage(instructions), .. talk.Select(ChatMessage (it) => it.ByModel ? new AssistantChatMessage(it.Text) : new UserChatMessage(it.Text))];
            var answer = await client.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = MostTokens }, limit.Token);
            return answer.Value.Content is [{ Text: { Length: > 0 } text }, ..] ? text : null;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested) // whatever a service of somebody else's does, the talk goes on without it
        {
            SaysNothing(address.Authority, error.GetType().Name, (error as ClientResultException)?.Status);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The language model at {Host} gave no answer: {Error} {Status}")]
    private partial void SaysNothing(string host, string error, int? status);
}
