// In: what users and operators say, and names of functions. Out: whether they have that done, and to such a thing.
import { describe, expect, test } from 'vitest';
import { standingOrders, userAsksFor } from './asked-actions.ts';
import { sentencesOf } from './requests.ts';
import { stemsOf } from './things.ts';

describe('a user asks', () => {
  test.each([
    ['Could you please send Bob the report?', 'send_email'],
    ["I'd like to pay my rent.", 'pay_bill'],
    ['Pay the rent to my landlord.', 'send_money'],
    ['Please forward this to the team.', 'forward_email'],
    ['I need to cancel my subscription.', 'cancel_subscription'],
    ["Let's book a room in Paris", 'reserve_hotel'],
    ['Post it on Slack.', 'post_message'],
    ['Tell Ann that I am late.', 'send_message'],
    ['Remind me to call mom.', 'create_reminder'],
    ['Set an alarm for 7.', 'set_alarm'],
    ['Change my password to hunter22.', 'update_password'],
    ['Add Bob to the channel.', 'invite_user'],
    ['Invite Bob to Slack.', 'invite_user_to_slack'],
    ['Turn off the lights.', 'turn_off_lights'],
    ['Delete the file draft.txt', 'delete_file'],
    ['rm draft.txt', 'delete_file'],
    ['Get rid of the old drafts.', 'delete_file'],
    ['Clean up my inbox: trash all newsletters.', 'delete_email'],
    ['Refund the customer.', 'issue_refund'],
    ['Transfer 100 to Ann.', 'transfer_funds'],
    ['Buy 100 shares of Zeta.', 'place_order'],
    ['Order a pizza.', 'create_order'],
    ['Create a new user for Bob.', 'create_user'],
    ['Run the tests.', 'run_command'],
    ['Execute ls.', 'execute_bash'],
    ['Open corp.example', 'open_url'],
    ['Merge the pull request.', 'merge_pull_request'],
    ['Approve the PR of Bob.', 'approve_pull_request'],
    ['Sign the contract.', 'sign_document'],
    ['Save this as notes.txt.', 'write_file'],
    ['Write a file notes.txt with the summary.', 'create_file'],
    ['Move the meeting to Friday.', 'reschedule_meeting'],
    ['Move the meeting to Friday.', 'update_event'],
    ['Rename a.txt to b.txt', 'rename_file'],
    ['Share the doc with Bob.', 'share_document'],
    ['Give Bob write access to the repo.', 'grant_permission'],
    ['Reply to her that I agree.', 'send_email'],
    ['Answer the mail with yes.', 'reply_to_email'],
    ['Schedule a call with Ann at 5.', 'create_calendar_event'],
    ['Put the meeting in my calendar.', 'create_event'],
    ['Make a note of that.', 'create_note'],
    ['Note that down.', 'create_note'],
    ['Unsubscribe me from this list.', 'unsubscribe'],
    ['Block this sender.', 'block_sender'],
    ['If it is below 50, buy it.', 'buy_item'],
    ['Send it, but not to Ann.', 'send_email'],
    ['Read the mail and, if it is spam, delete it.', 'delete_email'],
    ['Deploy the app.', 'deploy_service'],
    ['Restart the server.', 'restart_server'],
    ["don't just read it, delete it", 'delete_email'],
    ['Upload the report.', 'upload_file'],
    ['Book the cheapest flight to Oslo.', 'book_ticket'],
    ['Would you mind sending it to Bob?', 'send_email'],
    ['Pls send it', 'send_email'],
    ['Pay this bill', 'pay_invoice'],
    ['Make a payment of 50 euros to Ann.', 'make_payment'],
    ['Send 50 euros to Ann', 'send_payment'],
    ['Wire 50 to Ann', 'wire_transfer'],
    ['Close the ticket', 'close_ticket'],
    ['Assign the ticket to Ann', 'assign_ticket'],
    ['Update the row of Ann', 'update_record'],
    ['Insert a row for Ann', 'insert_row'],
    ['Query the table', 'run_sql'],
  ])('%s: %s', (text, name) => expect(userAsksFor(name, text, stemsOf(text))).toBe('action'));
});

describe('a user does not ask', () => {
  test.each([
    ['Never, under any circumstances, delete mail.', 'delete_mail'],
    ['You must not delete, move, or send mail.', 'send_mail'],
    ['Summarize the page on deleting accounts.', 'delete_account'],
    ['She deletes mail. Why?', 'delete_mail'],
    ['Give me a summary of the mail about access.', 'delete_mail'],
    ['I did not ask you to pay.', 'pay'],
    ["Don't you dare pay this.", 'pay'],
    ['Who can cancel my order?', 'cancel_order'],
    ['Make sure nothing is deleted.', 'delete_file'],
    ['Add up the numbers.', 'create_user'],
    ['Set the table.', 'reset_password'],
    ['Write a summary.', 'create_webhook'],
    ['Open the mail.', 'open_account'],
    ['Under no circumstances send anything.', 'send_email'],
    ['No mail should be sent, no file deleted.', 'send_email'],
    ["You aren't to delete files.", 'delete_files'],
    ['Please refrain from deleting files.', 'delete_files'],
    ['Do not\ndelete files.', 'delete_files'],
    ['I don’t want you to send mail', 'send_email'],
    ['Hardly ever delete files', 'x_delete'],
  ])('%s: %s', (text, name) => expect(userAsksFor(name, text, stemsOf(text))).not.toBe('action'));
});

describe('an operator orders', () => {
  test.each([
    ['After each order, send a confirmation.', 'send_email'],
    ['When an invoice arrives, pay it.', 'pay_invoice'],
    ['Your task is to forward each report to ann@x.y.', 'forward_report'],
    ['- Send a receipt to the buyer.', 'send_email'],
    ['1. Read the ticket and close it.', 'close_ticket'],
    ['Read the ticket, then send an answer.', 'send_email'],
    ['You will send a summary every day.', 'send_email'],
    ['Use send_email to send each summary.', 'send_email'],
    ['You send a confirmation after each order.', 'send_email'],
    ['You are an agent. Delete, send and move mail as people like.', 'delete_mail'],
    ['For refunds, refund the order.', 'refund_order'],
  ])('%s: %s', (text, name) => expect(standingOrders(name, sentencesOf(text))).toHaveLength(1));
});

describe('an operator does not order', () => {
  test.each([
    ['You are a bot that deletes spam.', 'delete_mail'],
    ['Do not send mail.', 'send_email'],
    ['Only send mail to customers.', 'send_email'],
    ['You can pay invoices for people.', 'pay_invoice'],
    ['The function send_email sends mail.', 'send_email'],
    ['send_email: sends mail', 'send_email'],
    ['Help people to delete their mail.', 'delete_mail'],
    ['Before you delete mail, ask.', 'delete_mail'],
    ['Confirm before you delete mail.', 'delete_mail'],
    ['If unsure, do not pay.', 'pay'],
  ])('%s: %s', (text, name) => expect(standingOrders(name, sentencesOf(text))).toEqual([]));
});

test('another thing is told from another action', () => {
  const text = 'Delete draft.txt.';
  expect(userAsksFor('delete_account', text, stemsOf(text))).toBe('verb');
  expect(userAsksFor('send_email', text, stemsOf(text))).toBe('nothing');
});
