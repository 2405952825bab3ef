// In: nothing. Out: what it costs that one letter follows another: eighths of a nat as one sign each; rows and columns are the edge of a word, then
// a to z. Made by lab/letter-pairs.ts; knows no word.

export const letterPairSigns = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';

export const letterPairCosts = [
  '_JRPKNRSTMXZONTSPYTKLTUP_fbJmRQWrZUZMseKRFwZrIJKLVmuZnTJfju7-lnKl_JuoK__NUVOyl_TqLK_bzI__7Q_QWx_HwrUgRW___m_',
  'AJyqi8wnrHu_iooRt_TYpQrp_j_9XbWUaebbOumSUFjhvGIRVeheijDGrtmIOhsK_uTumHv_GcPM_u_uuEIm-s9ueSN_lSrWK-_JWWQxw_ix',
  'EGp_sA-voI_qWdXM__PfLY_W_fyMWdJWHZRdu_eOSDRigPFJtX_q_iGGwfl9_z_Ysvjg-Ih_ZXcCan_wwEJnxtBqhfJ_cNiTIr_RPOR_q_hh',
  'EGgnVBiiqI_hIgmOptsRRSnr_UuGFWscApr-H_tnMoIP_sacQ_w_b-8SrTIJdLpPuchpSRyxpOJakp_hgJiZVXjOadOueLNDVTtIRRHbVrip',
  'MDvmoFb_TO_sJkuGQtGWSP___n_Si__f___wi_wk_s_wk-pq1_z_-_BIcaOChahL_bYZWMloUPPUhk_ae7RnO-IrpYL_jadrOYpsMGTxo_kw',
  '9MplpEstHKx-drrMp_OTRStc_cdIWUOYLVWfOokQSFfWyGHKvc_YssXJ_v_7_y_D__tv_Cq_Rlyc___r_NC-xuB-_ID_vlxUKx_fZrP_q_y_',
  '7QmTiNhxgJxmmpvgIutqHMorhcr4TdceLpkwZztYZbIU_hNbm-i_hvFPswnBovmJzqbssVt-rtP9zR_jd',
].join('');
