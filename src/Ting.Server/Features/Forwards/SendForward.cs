using System.Globalization;
using System.Net;
using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Mail;

namespace Ting.Server.Features.Forwards;

/// <summary>The mail to the third party: what they are asked, and the link. What the customer wrote stands behind the link only, where it ends.</summary>
public sealed record SendForward(Guid ForwardId, string Origin) : IJob
{
    public static string Name => "send-forward";

    internal sealed class Handler(IDbContextFactory<AppDb> database, MailSender mail, ForwardLink links, IStringLocalizer<ForwardsText> text, LiveFeed live, TimeProvider clock) : IJobHandler<SendForward>
    {
        public async Task HandleAsync(SendForward job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Forwards.SingleOrDefaultAsync(it => it.Id == job.ForwardId, cancel) is not { Mail: ForwardMail.Waiting } forward || !forward.IsOpen(clock.GetUtcNow()))
                return; // sent already, or withdrawn meanwhile

            var about = await (from it in db.Conversations
                               join inbox in db.Set<Inboxes.Inbox>() on it.InboxId equals inbox.Id
                               where it.Id == forward.ConversationId
                               select new { it.Number, inbox.Name }).SingleAsync(cancel);
            try
            {
                if (!mail.IsConfigured)
                    forward.Failed("mail.not_configured", forGood: true);
                else
                {
                    await mail.SendAsync(Write(forward, job.Origin, about.Name, about.Number), cancel);
                    forward.Arrived();
                }
            }
            catch (Exception error) when (error is SmtpFailedRecipientException or FormatException)
            {
                forward.Failed(error.Message, forGood: true);
            }
            catch (Exception error) when (!cancel.IsCancellationRequested)
            {
                // A link in the conversation works without the mail, so giving up after two tries tells the agent in time to hand it over.
                var last = forward.Problem is not null;
                forward.Failed(error.Message, last);
                await db.SaveChangesAsync(cancel);
                live.Publish($"conversation:{forward.ConversationId}");
                if (last)
                    return;
                throw; // the job comes again
            }

            await db.SaveChangesAsync(cancel);
            live.Publish($"conversation:{forward.ConversationId}");
        }

        private Letter Write(Forward it, string origin, string brand, long number)
        {
            return Languages.In(it.Language, () =>
            {
                var (subject, address, until) = (text["mail.subject", brand, number].Value, links.AddressOf(it.Id, origin), text["mail.until", it.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)].Value);
                var words = string.Join("\n\n", text["mail.hello", it.Name].Value, text["mail.asks", brand].Value, it.Note, text["mail.open"].Value + "\n" + address, until);
                var html = $"<p>{Encoded(text["mail.hello", it.Name].Value)}</p><p>{Encoded(text["mail.asks", brand].Value)}</p><blockquote style=\"white-space:pre-wrap\">{Encoded(it.Note)}</blockquote>"
                    + $"<p><a href=\"{Encoded(address)}\">{Encoded(text["mail.open"].Value)}</a></p><p>{Encoded(until)}</p>";
                return new Letter($"forward-{it.Id:N}", it.Email, it.Name, subject, words, html, []);
            });
        }

        private static string Encoded(string words) => WebUtility.HtmlEncode(words);
    }
}
